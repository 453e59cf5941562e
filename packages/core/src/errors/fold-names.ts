/**
 * Names as a nodeset, which the command line takes: the sets of {@link nameSets}. `between` stands between two sets.
 * Default is a comma and a space, as in a sentence.
 */
export function foldNames(names: readonly string[], between: ',' | ', ' = ', '): string {
  return nameSets(names).join(between)
}

/**
 * The sets of a nodeset for names: names that differ in one number share a bracket, and sets that differ in one more
 * number another one: `r[1-40]n[1-8]`. Sets are ordered by their first name.
 */
export function nameSets(names: readonly string[]): readonly string[] {
  const alike = new Map<string, { readonly texts: readonly string[]; readonly sets: NumberSet[] }>()
  for (const [place, name] of [...new Set(names)].entries()) {
    const { texts, numbers } = takeApart(name)
    const key = JSON.stringify(texts)
    const group = alike.get(key) ?? { texts, sets: [] }
    alike.set(key, group)
    group.sets.push({ place, numbers: numbers.map((number) => [number]) })
  }
  return [...alike.values()]
    .flatMap(({ texts, sets }) => merged(sets).map((set) => ({ place: set.place, text: setText(texts, set) })))
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text)
}

/** Names of the same words: every combination of the numbers at each place. */
interface NumberSet {
  /** The place of the first name among all. */
  readonly place: number
  /** The numbers as the names write them, with their zeros. */
  readonly numbers: readonly (readonly string[])[]
}

/** What stands around the numbers of a name, and these; of an IPv6 address, only the last number counts as one. */
function takeApart(name: string): { readonly texts: readonly string[]; readonly numbers: readonly string[] } {
  const number = name.includes(':') ? /(?<!\d)(\d{1,15})(?=\D*$)/ : /(?<!\d)(\d{1,15})(?!\d)/
  const pieces = name.split(number)
  return {
    texts: pieces.filter((_, index) => index % 2 === 0),
    numbers: pieces.filter((_, index) => index % 2 === 1),
  }
}

/** The sets as few: the last number tells most names of a cluster apart, so sets that differ in it merge first. */
function merged(sets: readonly NumberSet[]): readonly NumberSet[] {
  const places = sets[0]?.numbers.map((_, index) => index) ?? []
  return places.reduceRight((some, index) => mergedAt(index, some), sets)
}

/** Sets that differ in the numbers at one place alone, as one. */
function mergedAt(index: number, sets: readonly NumberSet[]): readonly NumberSet[] {
  const groups = new Map<string, NumberSet[]>()
  for (const set of sets) {
    const key = JSON.stringify(set.numbers.with(index, []))
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(set)
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const here = group.flatMap(({ numbers }) => numbers[index] ?? [])
    return first === undefined ? [] : [{ place: first.place, numbers: first.numbers.with(index, here) }]
  })
}

function setText(texts: readonly string[], { numbers }: NumberSet): string {
  return texts.map((text, index) => `${text}${rangesText(numbers[index] ?? [])}`).join('')
}

function rangesText(numbers: readonly string[]): string {
  if (numbers.length < 2) return numbers.join('')
  const runs: [first: string, last: string][] = []
  for (const number of [...numbers].sort((a, b) => Number(a) - Number(b))) {
    const run = runs.at(-1)
    if (run !== undefined && follows(run[1], number)) run[1] = number
    else runs.push([number, number])
  }
  return `[${runs.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join()}]`
}

/** Whether counting on from one number, with its zeros, gives the other. */
function follows(last: string, next: string): boolean {
  const isPadded = (number: string): boolean => /^0./.test(number)
  const sameForm = last.length === next.length || !(isPadded(last) || isPadded(next))
  return sameForm && Number(last) + 1 === Number(next)
}
