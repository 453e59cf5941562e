import { SyntaxTrouble } from '../expressions/syntax-trouble.js'
import { nameOf } from '../os/files/path.js'
import type { Process } from '../os/process.js'
import { type SmallProgram, withWords } from '../programs/small-program.js'
import { Shell } from './commands/shell.js'
import { ShellState } from './context/shell-state.js'
import { parseShell } from './syntax/parse-shell.js'

/** A shell's program, its name for `$0`, and its arguments. */
interface Given {
  readonly text: string
  readonly name: string
  readonly positional: readonly string[]
}

/**
 * `sh` and `bash`, one language for both: `sh -c PROGRAM NAME ARGUMENT…`, `sh FILE ARGUMENT…`, or the program on
 * standard input.
 */
export const shellProgram: SmallProgram = withWords(async (process, args) => {
  const self = nameOf(process.argv[0] ?? 'sh')
  // What `--norc` keeps from being read is read by no shell here.
  const words = args[0] === '--norc' ? args.slice(1) : args
  const [first = ''] = words
  if (/^-./.test(first) && first !== '-c')
    return process.fail(`${self}: ${first}: not an option that hosts in memory know`, 2)
  const given = await givenTo(process, self, words)
  if (given === null) return process.fail(`${self}: ${first}: No such file or directory`, 127)
  try {
    return await new Shell(process, stateOf(process, given)).main(parseShell(given.text))
  } catch (error) {
    if (error instanceof SyntaxTrouble) return process.fail(`${self}: ${error.message}`, 2)
    throw error
  }
})

/** Null for a file that is not there. */
async function givenTo(process: Process, self: string, words: readonly string[]): Promise<Given | null> {
  const [first, program = '', name = self, ...positional] = words
  if (first === undefined) return { text: (await process.readAll()).toString('utf8'), name: self, positional: [] }
  if (first === '-c') return { text: program, name, positional }
  const text = process.machine.files.text(first)
  return text === null ? null : { text, name: first, positional: words.slice(1) }
}

function stateOf(process: Process, { name, positional }: Given): ShellState {
  const state = new ShellState()
  state.name = name
  state.positional = positional
  state.pid = process.pid
  for (const [variable, value] of process.env) {
    state.variables.set(variable, value)
    state.exported.add(variable)
  }
  state.variables.set('PWD', process.cwd)
  for (const [signal, handler] of process.handlers) if (handler === 'ignore') state.traps.set(signal, '')
  return state
}
