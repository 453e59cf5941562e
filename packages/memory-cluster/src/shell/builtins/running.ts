import { Jump } from '../context/jump.js'
import { parseShell } from '../syntax/parse-shell.js'
import type { Builtin, Builtins } from './builtin.js'

/** Becomes a program; without one, only its redirections stay. */
const exec: Builtin = async ({ process, state }, argv) => {
  const words = argv.slice(argv[1] === '--' ? 2 : 1)
  if (words.length === 0) return 0
  for (const [signal, handler] of process.handlers) if (handler !== 'ignore') process.handlers.delete(signal)
  state.traps.clear()
  process.env.clear()
  for (const [name, value] of state.environment()) process.env.set(name, value)
  throw new Jump('exit', await process.machine.become(process, words, `${state.name}: exec`))
}

/** `command -v NAME` says what a name stands for; `command NAME …` runs it, past functions. */
const command: Builtin = async (shell, argv) => {
  if (argv[1] !== '-v') return shell.runPastFunctions(argv.slice(1))
  const [, , name = ''] = argv
  const { process } = shell
  const known = shell.knows(name)
  if (!known && typeof process.machine.find(name, process.cwd) === 'number') return 127
  await process.write(`${known || name.includes('/') ? name : `/usr/bin/${name}`}\n`)
  return 0
}

const evaluate: Builtin = (shell, argv) => shell.list(parseShell(argv.slice(1).join(' ')))

/** Commands that run others. */
export const runningBuiltins: Builtins = { exec, command, eval: evaluate }
