import { testExpression } from '../../expressions/test-expression.js'
import { codeOf } from '../../os/exit.js'
import { Jump } from '../context/jump.js'
import type { RunningShell } from '../context/running-shell.js'
import { expandFields, expandPattern, expandText } from '../expansion/expand.js'
import { matchesAny } from '../expansion/matches-any.js'
import type { CompoundCommand, List, Word } from '../syntax/syntax.js'

/** Runs a compound command without its redirections. */
export async function runCompound(command: CompoundCommand, shell: RunningShell): Promise<number> {
  switch (command.kind) {
    case 'subshell': {
      const process = shell.fork((child) => child.list(command.body))
      return codeOf(await shell.process.guard(process.exited))
    }
    case 'group':
      return shell.list(command.body)
    case 'if':
      for (const { test, body } of command.branches) if ((await shell.condition(test)) === 0) return shell.body(body)
      return command.otherwise === null ? 0 : shell.body(command.otherwise)
    case 'loop':
      return loop(shell, async () => ((await shell.condition(command.test)) === 0) !== command.until, command.body)
    case 'for': {
      const words = command.words === null ? [...shell.state.positional] : await expandFields(command.words, shell)
      return loop(
        shell,
        async () => {
          const word = words.shift()
          if (word !== undefined) shell.state.variables.set(command.name, word)
          return word !== undefined
        },
        command.body,
      )
    }
    case 'case': {
      const subject = await expandText(command.subject, shell)
      for (const { patterns, body } of command.branches) {
        if (await matchesAny(subject, patterns, shell)) return shell.body(body)
      }
      return 0
    }
    case 'test':
      return test(command.words, shell)
    case 'function':
      return 0
    default:
      return command satisfies never
  }
}

async function loop(shell: RunningShell, more: () => Promise<boolean>, body: List): Promise<number> {
  let code = 0
  while (await more()) {
    try {
      code = await shell.body(body)
    } catch (error) {
      if (!(error instanceof Jump) || (error.kind !== 'break' && error.kind !== 'continue')) throw error
      if (error.code > 1) throw new Jump(error.kind, error.code - 1)
      if (error.kind === 'break') return 0
    }
  }
  return code
}

/** `[[ … ]]`, where the word after a comparison of texts is a pattern. */
async function test(words: readonly Word[], shell: RunningShell): Promise<number> {
  const texts: string[] = []
  for (const word of words) {
    const isPattern = ['=', '==', '!='].includes(texts.at(-1) ?? '')
    texts.push(await (isPattern ? expandPattern : expandText)(word, shell))
  }
  const { machine, cwd } = shell.process
  return testExpression(texts, { files: machine.files, cwd, patterns: true }) ? 0 : 1
}
