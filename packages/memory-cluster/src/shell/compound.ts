import { codeOf } from '../os/exit-code.js'
import { isSpecial, matchesAny } from './case.js'
import { type Expansion, evaluate, expandFields, expandPattern, expandText } from './expand.js'
import { Jump } from './jump.js'
import type { Shell } from './shell.js'
import type { CompoundCommand, List } from './syntax.js'
import { testExpression } from './test-expression.js'

/** Runs a compound command without its redirections. */
export async function runCompound(command: CompoundCommand, shell: Shell, expansion: Expansion): Promise<number> {
  switch (command.kind) {
    case 'subshell': {
      const process = shell.fork((child) => child.shell.list(command.body))
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
      const words = command.words === null ? [...shell.state.positional] : await expandFields(command.words, expansion)
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
      const subject = await expandText(command.subject, expansion)
      for (const { patterns, body } of command.branches) {
        if (await matchesAny(subject, patterns, expansion)) return shell.body(body)
      }
      return 0
    }
    case 'arithmetic':
      return Number(evaluate(await expandText(command.expression, expansion), shell.state) === 0)
    case 'test': {
      const words: string[] = []
      for (const word of command.words)
        words.push(await (isSpecial(words.at(-1)) ? expandPattern : expandText)(word, expansion))
      const { machine, cwd } = shell.process
      return testExpression(words, { files: machine.files, cwd, patterns: true }) ? 0 : 1
    }
    case 'function':
      return 0
    default:
      return command satisfies never
  }
}

async function loop(shell: Shell, more: () => Promise<boolean>, body: List): Promise<number> {
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
