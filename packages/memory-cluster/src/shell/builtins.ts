import { absolutePath } from '../os/path.js'
import { signalName } from '../os/signals.js'
import type { Applet } from '../programs/applet.js'
import { outputPrograms } from '../programs/output.js'
import { processPrograms } from '../programs/processes.js'
import { Jump } from './jump.js'
import { parseShell } from './parse-shell.js'
import { readLine } from './read-line.js'
import type { Shell } from './shell.js'
import { waitFor } from './wait.js'

/** A command that works in the shell's own process. */
export type Builtin = (shell: Shell, argv: readonly string[]) => Promise<number>

const applet =
  (program: Applet | undefined): Builtin =>
  async ({ process }, argv) =>
    (await program?.(process, argv.slice(1))) ?? 127

const jump =
  (kind: Jump['kind']): Builtin =>
  async ({ state }, [, word]) => {
    const otherwise = kind === 'exit' || kind === 'return' ? state.status : 1
    const code = word === undefined ? otherwise : Number(word)
    throw new Jump(kind, kind === 'exit' || kind === 'return' ? code & 255 : code)
  }

const cd: Builtin = async ({ process, state }, argv) => {
  const to = argv[1] ?? state.variables.get('HOME') ?? '/'
  const path = absolutePath(process.cwd, to)
  const file = process.machine.files.get(path)
  if (file?.kind !== 'folder')
    return process.fail(`${state.name}: cd: ${to}: ${file === null ? 'No such file or directory' : 'Not a directory'}`)
  process.cwd = path
  state.variables.set('PWD', path)
  return 0
}

const assign =
  (exported: boolean): Builtin =>
  async ({ state }, argv) => {
    for (const word of argv.slice(1).filter((each) => !each.startsWith('-'))) {
      const [, name = word, value] = /^([^=]+)=(.*)$/s.exec(word) ?? []
      if (value !== undefined) state.variables.set(name, value)
      if (exported) state.exported.add(name)
    }
    return 0
  }

const unset: Builtin = async ({ state }, argv) => {
  for (const name of argv.slice(1)) {
    state.variables.delete(name)
    state.exported.delete(name)
    if (argv[1] === '-f') state.functions.delete(name)
  }
  return 0
}

const letters: Readonly<Record<string, string>> = { e: 'errexit', u: 'nounset', f: 'noglob', x: 'xtrace' }

const set: Builtin = async ({ state }, argv) => {
  for (let at = 1; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (word === '--' || !/^[-+]/.test(word)) {
      state.positional = argv.slice(word === '--' ? at + 1 : at)
      return 0
    }
    const change = word.startsWith('-') ? 'add' : 'delete'
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        at += 1
        state.options[change](argv[at] ?? '')
      } else state.options[change](letters[letter] ?? letter)
    }
  }
  return 0
}

const shift: Builtin = async ({ state }, [, count = '1']) => {
  if (Number(count) > state.positional.length) return 1
  state.positional = state.positional.slice(Number(count))
  return 0
}

const exec: Builtin = async ({ process, state }, argv) => {
  const words = argv.slice(argv[1] === '--' ? 2 : 1)
  if (words.length === 0) return 0
  for (const [signal, handler] of process.handlers) if (handler !== 'ignore') process.handlers.delete(signal)
  state.traps.clear()
  process.env.clear()
  for (const [name, value] of state.environment()) process.env.set(name, value)
  throw new Jump('exit', await process.machine.become(process, words, `${state.name}: exec`))
}

const command: Builtin = async (shell, argv) => {
  if (argv[1] !== '-v') return shell.run(argv.slice(1), [], false)
  const [, , name = ''] = argv
  const { process, state } = shell
  const known = state.functions.has(name) || Object.hasOwn(builtins, name)
  if (!known && typeof process.machine.find(name, process.cwd) === 'number') return 127
  await process.write(`${known || name.includes('/') ? name : `/usr/bin/${name}`}\n`)
  return 0
}

const trap: Builtin = async (shell, argv) => {
  const [, action = '-', ...signals] = argv[1] === '--' ? argv.slice(1) : argv
  for (const word of signals) {
    const name = word === '0' || word === 'EXIT' ? 'EXIT' : signalName(word)
    if (name === null) return shell.process.fail(`trap: ${word}: bad trap`)
    shell.trap(name, action === '-' ? null : action)
  }
  return 0
}

const umask: Builtin = async ({ process }, [, mask]) => {
  if (mask === undefined) await process.write(`${process.umask.toString(8).padStart(4, '0')}\n`)
  else process.umask = Number.parseInt(mask, 8)
  return 0
}

const source: Builtin = async (shell, [, path = '']) => {
  const text = shell.process.machine.files.text(absolutePath(shell.process.cwd, path))
  return text === null ? shell.process.fail(`${shell.state.name}: ${path}: not found`) : shell.list(parseShell(text))
}

/** Commands of the shell itself, and those that it need not start a process for. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ':': async () => 0,
  '.': source,
  source,
  exit: jump('exit'),
  return: jump('return'),
  break: jump('break'),
  continue: jump('continue'),
  cd,
  export: assign(true),
  local: assign(false),
  declare: assign(false),
  readonly: assign(false),
  unset,
  set,
  shift,
  exec,
  command,
  trap,
  umask,
  wait: waitFor,
  read: readLine,
  eval: async (shell, argv) => shell.list(parseShell(argv.slice(1).join(' '))),
  pwd: async ({ process }) => {
    await process.write(`${process.cwd}\n`)
    return 0
  },
  kill: applet(processPrograms.kill),
  echo: applet(outputPrograms.echo),
  printf: applet(outputPrograms.printf),
  test: applet(outputPrograms.test),
  '[': applet(outputPrograms['[']),
  true: applet(outputPrograms.true),
  false: applet(outputPrograms.false),
}
