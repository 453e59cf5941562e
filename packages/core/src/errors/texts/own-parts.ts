import type { Varying } from './varying.js'

/** What is different on every host although the same happened there: ids, points in time, durations. */
const ofOneHost =
  /(?<=berth\.launch=)[0-9a-f-]{36}|(?<![\w-])(?:(?:sha256:)?[0-9a-f]{12}(?:[0-9a-f]{52})?|\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)?|\d+(?:\.\d+)? (?:ms|s))(?![\w-])/g

/** A part of a text that is of one host. */
export interface OwnPart {
  /** The word for what it is; null for an id, a time or the host's own name. */
  readonly name: string | null
  readonly text: string
}

/** A text taken apart: what stands between the parts that are of one host, and these parts. */
export interface PartedText {
  readonly host: string
  /** One more than there are own parts. */
  readonly constant: readonly string[]
  readonly own: readonly OwnPart[]
}

type Found = OwnPart & { readonly index: number }

/** Takes a text about a host apart: by the named parts, by ids and times, and by the name of the host. */
export function takeApart(host: string, text: string, varying: Varying = {}): PartedText {
  const unnamed = [
    ...[...text.matchAll(ofOneHost)].map(({ 0: part, index }) => ({ name: null, text: part, index })),
    ...occurrences(text, host).map((index) => ({ name: null, text: host, index })),
  ]
  return partedAt(host, text, [...named(text, varying), ...unnamed])
}

/** Takes a text about a host apart by the named parts alone. */
export function takeApartByName(host: string, text: string, varying: Varying = {}): PartedText {
  return partedAt(host, text, named(text, varying))
}

/** What two texts have in common that differ only in the parts that are of one host. */
export function shapeOf({ constant, own }: PartedText): string {
  return JSON.stringify([constant, own.map(({ name }) => name)])
}

/** The longest of the named parts that begin in one place comes first. */
function named(text: string, varying: Varying): Found[] {
  return Object.entries(varying)
    .sort(([, one], [, other]) => other.length - one.length)
    .flatMap(([name, part]) => occurrences(text, part).map((index) => ({ name, text: part, index })))
}

/** Where parts overlap, the one that begins first stays, and of those that begin in one place the first found. */
function partedAt(host: string, text: string, found: readonly Found[]): PartedText {
  const [constant, own]: [string[], OwnPart[]] = [[], []]
  let end = 0
  for (const { name, text: part, index } of [...found].sort((a, b) => a.index - b.index)) {
    if (index < end) continue
    constant.push(text.slice(end, index))
    own.push({ name, text: part })
    end = index + part.length
  }
  return { host, constant: [...constant, text.slice(end)], own }
}

/** Where a part stands in a text as a whole, not as a part of a longer word, name, address or number. */
function occurrences(text: string, part: string): number[] {
  const found: number[] = []
  if (part === '') return found
  for (let index = text.indexOf(part); index !== -1; index = text.indexOf(part, index + part.length)) {
    const [before, after] = [
      text.slice(Math.max(index - 1, 0), index),
      text.slice(index + part.length, index + part.length + 2),
    ]
    const begins = !/^\w/.test(part) || !/[\w.-]/.test(before)
    const ends = !/\w$/.test(part) || !/^(?:[\w-]|\.\w)/.test(after)
    if (begins && ends) found.push(index)
  }
  return found
}
