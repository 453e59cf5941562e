import { WrongUseError } from '../errors/index.js'

/** How many hosts of a call may fail: a number, or a share of the hosts of the call, `5%`, rounded down. */
export type MaxFailures = number | `${number}%`

/**
 * How many of so many hosts may fail. Throws `TypeError` for a value that is no whole number from 0 on, and no share
 * from 0% to 100%.
 */
export function mostFailures(maxFailures: MaxFailures, hosts: number): number {
  if (typeof maxFailures === 'number') {
    if (Number.isInteger(maxFailures) && maxFailures >= 0) return maxFailures
  } else if (/^\d+(?:\.\d+)?%$/.test(maxFailures)) {
    const share = Number(maxFailures.slice(0, -1))
    // A product of decimal digits may be a hair less than the whole number that it stands for.
    if (share <= 100) return Math.floor((hosts * share) / 100 + 1e-9)
  }
  throw new WrongUseError(
    `Not how many hosts may fail: ${JSON.stringify(maxFailures)}; write a number from 0 on, or a share, "5%", up to "100%"`,
  )
}
