/**
 * Names as a nodeset, which the command line takes: names that differ in their last number only share a bracket. Sets
 * are ordered by their first name. `between` stands between two sets. Default is a comma and a space, as in a sentence.
 */
export function foldNames(names: readonly string[], between: ',' | ', ' = ', '): string {
  const sets = new Map<string, NumberedNames>()
  for (const name of new Set(names)) {
    const [, before = name, number, after = ''] = /^(.*?)(\d{1,15})(\D*)$/.exec(name) ?? []
    const key = JSON.stringify([before, number === undefined, after])
    const set = sets.get(key) ?? { before, after, numbers: [] }
    if (number !== undefined) set.numbers.push(number)
    sets.set(key, set)
  }
  return [...sets.values()].map(fold).join(between)
}

interface NumberedNames {
  readonly before: string
  readonly after: string
  /** The numbers as the names write them, with their zeros. */
  readonly numbers: string[]
}

function fold({ before, after, numbers }: NumberedNames): string {
  if (numbers.length < 2) return `${before}${numbers.join('')}${after}`
  const runs: [first: string, last: string][] = []
  for (const number of [...numbers].sort((a, b) => Number(a) - Number(b))) {
    const run = runs.at(-1)
    if (run !== undefined && follows(run[1], number)) run[1] = number
    else runs.push([number, number])
  }
  const ranges = runs.map(([first, last]) => (first === last ? first : `${first}-${last}`))
  return `${before}[${ranges.join()}]${after}`
}

/** Whether counting on from one number, with its zeros, gives the other. */
function follows(last: string, next: string): boolean {
  const isPadded = (number: string): boolean => /^0./.test(number)
  const sameForm = last.length === next.length || !(isPadded(last) || isPadded(next))
  return sameForm && Number(last) + 1 === Number(next)
}
