/** Things that are there, each by what it is, with how many of it there are. */
export type Inventory = ReadonlyMap<string, number>

/** What is there another number of times than before, in words, one text each. Empty where all is as it was. */
export function differences(before: Inventory, after: Inventory): string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].sort().flatMap((name) => {
    const [was, is] = [before.get(name) ?? 0, after.get(name) ?? 0]
    return was === is ? [] : [`${name}: ${is} in place of ${was}`]
  })
}
