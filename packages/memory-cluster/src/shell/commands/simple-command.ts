import { codeOf } from '../../os/exit.js'
import { builtins } from '../builtins/index.js'
import { Jump } from '../context/jump.js'
import type { Assignments, Expansion, RunningShell } from '../context/running-shell.js'
import { expandFields, expandText } from '../expansion/expand.js'
import type { ShellCommand, SimpleCommand } from '../syntax/syntax.js'
import { redirected } from './redirect.js'

/**
 * Runs a simple command: a function, a builtin or a program; or sets the variables that it assigns, where it names
 * none.
 */
export async function runSimple(
  { assignments, words, redirections }: SimpleCommand,
  shell: RunningShell,
  inPlace: boolean,
): Promise<number> {
  const { state } = shell
  let substituted = false
  const expansion: Expansion = {
    process: shell.process,
    state,
    output: (body) => {
      substituted = true
      return shell.output(body)
    },
  }
  const argv = await expandFields(words, expansion)
  const values: (readonly [string, string])[] = []
  for (const { name, value } of assignments) {
    const text = await expandText(value, expansion)
    values.push([name, text])
    if (argv.length === 0) state.variables.set(name, text)
  }
  const [name] = argv
  const ofAssignment = substituted ? state.status : 0
  if (name === undefined) return redirected(redirections, shell, async () => ofAssignment)
  const run = async (): Promise<number> => {
    const body = state.functions.get(name)
    return body === undefined
      ? runNamed(argv, values, shell, inPlace)
      : assigned(values, shell, () => callFunction(body, argv.slice(1), shell))
  }
  return redirected(redirections, shell, run, inPlace || name === 'exec')
}

/** Runs a builtin, or a program: in a process of its own, or in place of the shell. */
export async function runNamed(
  argv: readonly string[],
  values: Assignments,
  shell: RunningShell,
  inPlace: boolean,
): Promise<number> {
  const [name = ''] = argv
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined
  if (builtin === undefined) return inPlace ? becomeProgram(argv, values, shell) : startProgram(argv, values, shell)
  return assigned(values, shell, () => builtin(shell, argv), name === 'exec')
}

/** Does something with variables set for it alone; unless they are to stay. */
async function assigned(
  values: Assignments,
  { state: { variables, exported } }: RunningShell,
  work: () => Promise<number>,
  stay = false,
): Promise<number> {
  const before = values.map(([name]) => [name, variables.get(name), exported.has(name)] as const)
  for (const [name, value] of values) {
    variables.set(name, value)
    exported.add(name)
  }
  try {
    return await work()
  } finally {
    for (const [name, value, wasExported] of stay ? [] : before) {
      if (value === undefined) variables.delete(name)
      else variables.set(name, value)
      if (!wasExported) exported.delete(name)
    }
  }
}

async function callFunction(body: ShellCommand, positional: readonly string[], shell: RunningShell): Promise<number> {
  const { state } = shell
  const before = state.positional
  state.positional = positional
  try {
    return await shell.command(body)
  } catch (error) {
    if (error instanceof Jump && error.kind === 'return') return error.code
    throw error
  } finally {
    state.positional = before
  }
}

async function startProgram(argv: readonly string[], values: Assignments, shell: RunningShell): Promise<number> {
  const { machine } = shell.process
  const { name } = shell.state
  const process = machine.start(
    shell.process.inheritance({ env: environment(values, shell), argv }),
    (child) => machine.become(child, argv, name),
    shell.process.pid,
  )
  return codeOf(await shell.process.guard(process.exited))
}

async function becomeProgram(argv: readonly string[], values: Assignments, shell: RunningShell): Promise<number> {
  const { process, state } = shell
  for (const [signal, handler] of process.handlers) if (handler !== 'ignore') process.handlers.delete(signal)
  const env = environment(values, shell)
  process.env.clear()
  for (const [variable, value] of env) process.env.set(variable, value)
  return process.machine.become(process, argv, state.name)
}

function environment(values: Assignments, { state }: RunningShell): Map<string, string> {
  return new Map([...state.environment(), ...values])
}
