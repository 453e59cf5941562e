import type { CliSinks } from '../environment.js'

/** Whether results are read on a terminal. */
export function isOnTerminal({ commandOutput }: Pick<CliSinks, 'commandOutput'>): boolean {
  return commandOutput.stdout.isTTY === true
}
