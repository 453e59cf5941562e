import type { Command, ExecResult } from './command.js'
import type { ContainerExecOptions } from './container-runtime.js'

/**
 * The way into one running container: all that provisioning, sshd, files and detached commands need to know of a
 * runtime. Where these work on the hosts themselves, a `HostConnection` is the shell.
 */
export interface ContainerShell {
  /** The host, by its name in the cluster file. */
  readonly host: string
  /** Runs a command in the container; resolves and rejects as `ContainerRuntime.exec` does. */
  exec(command: Command, options?: ContainerExecOptions): Promise<ExecResult>
}
