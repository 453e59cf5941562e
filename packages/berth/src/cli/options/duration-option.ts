import type { Duration } from '@berth/core'
import { InvalidArgumentError } from 'commander'

/** Milliseconds of each unit. */
const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** The longest time that a timer has, in milliseconds. */
const longest = 2_147_483_647

/** Reads the text of a length of time. Throws where the text is none. */
export function duration(text: string): Duration {
  const [, digits = '', suffix = ''] = /^(\d{1,10}(?:\.\d{1,10})?)([a-z]+)$/.exec(text) ?? []
  const value = Number(digits)
  const length = isUnit(suffix) ? value * units[suffix] : 0
  if (isUnit(suffix) && length >= 1 && length <= longest) return `${value}${suffix}`
  throw new InvalidArgumentError('Write a length of time with its unit, up to 24 days: 90s, 10m, 2h.')
}

function isUnit(text: string): text is keyof typeof units {
  return Object.hasOwn(units, text)
}
