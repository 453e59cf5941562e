/** A command that a remedy tells the user to run: a value of a declared command, so that a test can run each. */
export interface RemedyCommand {
  /** The id under which the command is declared. */
  readonly id: string
  /**
   * Where it is run: on the machine that runs Berth, on the hosts that the error is of, or on hosts that are named
   * here.
   */
  readonly on: 'this machine' | 'its hosts' | readonly string[]
  /** The words, as a shell is to have them. */
  readonly argv: readonly string[]
}

/** The command of a remedy, on these hosts, whatever hosts the error is of. */
export function onHosts(command: RemedyCommand, hosts: readonly string[]): RemedyCommand {
  return { ...command, on: hosts }
}
