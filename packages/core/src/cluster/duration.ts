import ms from 'ms'

/** A length of time: milliseconds, or a number with its unit: `90s`, `10m`, `2h`, `1d`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

/** A length of time in milliseconds. Throws `TypeError` for what is none, or not positive. */
export function milliseconds(duration: Duration): number {
  const value =
    typeof duration === 'number'
      ? duration
      : /^[\d.]+(?:ms|[smhd])$/.test(duration)
        ? ms(duration as ms.StringValue)
        : Number.NaN
  if (Number.isFinite(value) && value > 0) return value
  throw new TypeError(
    `Not a length of time: ${JSON.stringify(duration)}; write milliseconds as a number, or 90s, 10m, 2h, 1d`,
  )
}
