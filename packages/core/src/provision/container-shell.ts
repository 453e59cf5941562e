import type { Command, ContainerExecOptions, ExecResult } from '../contract/index.js'

/** The way into one running container: all that provisioning and sshd need to know of a runtime. */
export interface ContainerShell {
  /** The host, by its name in the cluster file. */
  readonly host: string
  /** Runs a command in the container; resolves and rejects as `ContainerRuntime.exec` does. */
  exec(command: Command, options?: ContainerExecOptions): Promise<ExecResult>
}
