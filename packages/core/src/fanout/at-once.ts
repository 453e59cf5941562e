import { WrongUseError } from '../errors/index.js'

/** The same number. Throws `TypeError` for one that is no number of hosts that may work at once. */
export function checkedAtOnce(parallel: number): number {
  if (Number.isInteger(parallel) && parallel >= 1) return parallel
  throw new WrongUseError(`Not how many hosts work at once: ${JSON.stringify(parallel)}; write a number from 1 on`)
}
