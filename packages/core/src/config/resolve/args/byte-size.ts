const units = 'bkmgt'

/**
 * The bytes of a size such as `64g`, `1.5GiB` or `1048576`: units are powers of 1024. The schema has checked the form.
 */
export function parseByteSize(size: string | number): number {
  const [, count = '', unit = 'b'] = /^([0-9.]+)([bkmgt]?)/.exec(String(size).toLowerCase()) ?? []
  return Math.floor(Number(count) * 1024 ** Math.max(0, units.indexOf(unit || 'b')))
}

/** A number of bytes for people: `64g` where it is a whole number of a unit, as a cluster file may have it. */
export function byteSizeText(bytes: number): string {
  for (let power = units.length - 1; power > 0; power--) {
    if (bytes % 1024 ** power === 0) return `${bytes / 1024 ** power}${units[power]}`
  }
  return String(bytes)
}
