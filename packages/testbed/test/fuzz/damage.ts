import fc from 'fast-check'

/** A whole text, and the same with something wrong. */
export interface Damaged {
  readonly whole: string
  readonly damaged: string
  /** What was done, for whoever reads a failure. */
  readonly how: string
}

/**
 * What may become of an answer on its way, or by what answers in the place of a program: its end is cut off, a part is
 * lost, told twice, or changes places with another part; a character is another.
 */
export function damaged(wholes: readonly [string, ...string[]]): fc.Arbitrary<Damaged> {
  const where = fc.double({ min: 0, max: 1, noNaN: true })
  return fc
    .record({
      whole: fc.constantFrom(...wholes),
      kind: fc.constantFrom('cut', 'lose', 'double', 'swap', 'flip', 'insert'),
      places: fc.tuple(where, where, where),
      character: fc.oneof(fc.constantFrom('\0', '\n', ' ', '0', '"', 'x'), fc.string({ unit: 'binary', maxLength: 1 })),
      byLine: fc.boolean(),
    })
    .map(({ whole, kind, places, character, byLine }) => {
      const [first = 0, second = 0, third = 0] = places.map((place) => at(whole, place, byLine)).sort((a, b) => a - b)
      return {
        whole,
        damaged: apply(kind, whole, [first, second, third], character),
        how: `${kind} ${first} ${second} ${third}`,
      }
    })
    .filter(({ whole, damaged: text }) => whole !== text)
}

/** A place in a text; `byLine`: at the beginning of a line. */
function at(text: string, share: number, byLine: boolean): number {
  const place = Math.floor(share * text.length)
  return byLine ? text.lastIndexOf('\n', place) + 1 : place
}

function apply(
  kind: 'cut' | 'lose' | 'double' | 'swap' | 'flip' | 'insert',
  text: string,
  [first, second, third]: readonly [number, number, number],
  character: string,
): string {
  switch (kind) {
    case 'cut':
      return text.slice(0, second)
    case 'lose':
      return text.slice(0, first) + text.slice(second)
    case 'double':
      return text.slice(0, second) + text.slice(first)
    case 'swap':
      return text.slice(0, first) + text.slice(second, third) + text.slice(first, second) + text.slice(third)
    case 'flip':
      return text.slice(0, second) + character + text.slice(second + 1)
    case 'insert':
      return text.slice(0, second) + character + text.slice(second)
    default:
      return kind satisfies never
  }
}
