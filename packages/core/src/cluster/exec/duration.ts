import ms from 'ms'

/** A length of time: milliseconds, or a number with its unit: `90s`, `10m`, `2h`, `1d`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

/** The longest delay of a timer, in milliseconds; a longer delay would go off at once. */
const longest = 2_147_483_647

/**
 * A length of time in milliseconds. Throws `TypeError` for a value that is no length of time, not positive, or more
 * than 24 days.
 */
export function milliseconds(duration: Duration): number {
  const value =
    typeof duration === 'number'
      ? duration
      : /^[\d.]{1,40}(?:ms|[smhd])$/.test(duration)
        ? ms(duration as ms.StringValue)
        : Number.NaN
  if (Number.isFinite(value) && value > 0 && value <= longest) return value
  throw new TypeError(
    `Not a length of time, or too long: ${JSON.stringify(duration)}; write milliseconds as a number, or 90s, 10m, 2h, 1d, up to 24d`,
  )
}
