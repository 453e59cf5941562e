import { execa } from 'execa'
import type { RunOptions, RunResult } from '../contract/testbed.js'
import type { ProcessIdentity } from '../state/process-identity.js'

/** The command line that runs `command` as root inside the host whose init is `init`; a string is for `sh -c`. */
export function enterCommand(init: ProcessIdentity, command: readonly string[] | string): string[] {
  const argv = typeof command === 'string' ? ['/bin/sh', '-c', command] : command
  return ['nsenter', '-t', String(init.pid), '-m', '-u', '-i', '-n', '-p', '--', ...argv]
}

/** The environment of commands run on a host: root's, with nothing of the machine's. */
export const HOST_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  USER: 'root',
  SHELL: '/bin/bash',
}

/** Runs a command as root inside a host. */
export async function enterHost(
  init: ProcessIdentity,
  command: readonly string[] | string,
  options: RunOptions = {},
): Promise<RunResult> {
  const [file = 'nsenter', ...args] = enterCommand(init, command)
  const result = await execa(file, args, {
    env: HOST_ENVIRONMENT,
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    input: options.stdin ?? '',
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  })
  options.signal?.throwIfAborted()
  return { exitCode: result.exitCode ?? 255, stdout: result.stdout, stderr: result.stderr }
}
