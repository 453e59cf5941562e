import { type PasswordAccount, Secret } from '../../config/index.js'
import type { ExecResult, GivenLogin, HostConnection } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import type { CallOptions } from '../observe/host-access.js'
import { readPassword } from './read-password.js'
import { saidBeside } from './said-beside.js'

/** What passwords are had from on the machine that Berth runs on. */
export interface ThisMachine {
  /** The environment of the process that runs Berth. */
  readonly variables: Readonly<Record<string, string | undefined>>
  /** The way to run a command here. Default is none: nobody said how. */
  readonly connect?: (call: CallOptions) => Promise<HostConnection>
}

/** Milliseconds that a command gets to print a password: it may ask a server for it. */
const commandLimit = 60_000

/** Bytes of a command's output that are looked at. */
const longestOutput = 65_536

/**
 * The login of an account whose password is had here. Rejects with `BERTH_PASSWORD_UNUSABLE`, and with
 * `BERTH_CAPABILITY_MISSING` where a command is to print it and nobody said how commands are run here; with
 * `BERTH_ABORTED` where the signal aborts, which ends the command with its whole tree. No error has anything of the
 * password.
 */
export async function passwordLogin(
  account: PasswordAccount,
  { variables, connect }: ThisMachine,
  call: CallOptions,
): Promise<GivenLogin> {
  const { server, username } = account
  if ('passwordEnv' in account) {
    const { passwordEnv: name } = account
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    const remedy = `Set ${name} to the password or token alone, on one line, where Berth is run, and export it; or correct ${key}.password_env.`
    if (value === undefined) throw unusable(`the variable ${name} is not set where Berth runs`, remedy)
    const password = secretOf(value, `the variable ${name}`, remedy)
    return { server, username, password, passwordFrom: `the variable ${name} of this machine` }
  }
  if (connect === undefined) throw noWayHere()
  const text = await printed(account.passwordCommand, connect, call)
  const password = secretOf(text, 'what the command of password_command prints', byHand)
  return { server, username, password, passwordFrom: 'the output of password_command' }
}

const key = 'container.runtime.args.registry'
const operation = 'read the registry password'
const byHand = `Run the command of ${key}.password_command where Berth runs: it must print the password or token alone, on one line, and exit with 0.`

async function printed(
  command: string,
  connect: NonNullable<ThisMachine['connect']>,
  call: CallOptions,
): Promise<string> {
  const options = { timeout: commandLimit, maxOutput: longestOutput, ...call }
  const result = await (await connect(call)).exec(command, options).catch((error: unknown) => {
    if (BerthError.isInstance(error) && error.code === 'BERTH_ABORTED') throw error
    const why = BerthError.isInstance(error) ? error.reason : String(error)
    throw unusable(`the command of password_command could not be run: ${why}`, byHand, error)
  })
  const how = failureOf(result)
  if (how === null) return result.stdout
  if (result.endedBy === 'abort')
    throw new BerthError({ code: 'BERTH_ABORTED', operation, message: 'aborted', cause: call.signal?.reason })
  const said = saidBeside(result.stderr, result.stdout)
  throw unusable(`the command of password_command ${how}${said === '' ? '' : `: ${said}`}`, byHand)
}

/** How a command failed; null where it did not. */
function failureOf({ endedBy, exitCode, signal, truncated }: ExecResult): string | null {
  switch (endedBy) {
    case 'exit':
      if (exitCode !== 0) return `failed with exit code ${exitCode}`
      return truncated ? `prints more than ${longestOutput} bytes` : null
    case 'signal':
      return `was ended by ${signal ?? 'a signal'}`
    case 'timeout':
      return `did not end within ${commandLimit / 1000} s, and was ended`
    case 'abort':
      return 'was aborted'
    case 'idle':
    case 'lost':
      return 'went away'
    default:
      return endedBy satisfies never
  }
}

function secretOf(text: string, from: string, remedy: string): Secret {
  const read = readPassword(text)
  if ('problem' in read) throw unusable(`${from} ${read.problem}`, remedy)
  return new Secret(read.password)
}

function unusable(message: string, remedy: string, cause?: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_PASSWORD_UNUSABLE',
    operation,
    message,
    remedy,
    ...(cause !== undefined && { cause }),
  })
}

function noWayHere(): BerthError {
  return new BerthError({
    code: 'BERTH_CAPABILITY_MISSING',
    operation,
    message: 'nothing was said of how a command is run on this machine (password_command)',
    remedy: 'Give the cluster object a transport to this machine (thisMachine), or use password_env.',
  })
}
