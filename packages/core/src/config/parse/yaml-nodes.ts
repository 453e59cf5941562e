import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml'

/** A member of a map: of a key that is given twice, where it stands first, and last, whose value counts. */
export interface YamlMember {
  readonly first: Pair
  readonly last: Pair
  /** Whether the map has it by a merge key. */
  readonly isMerged: boolean
}

/** What a name of a node means in a document whose aliases were all looked up: the members of maps, and values. */
export class YamlNodes {
  readonly #targets: ReadonlyMap<Alias, unknown>
  readonly #members = new Map<YAMLMap, ReadonlyMap<string, YamlMember>>()
  readonly #values = new Map<object, unknown>()

  /** `targets`: the node that each alias stands for. */
  constructor(targets: ReadonlyMap<Alias, unknown>) {
    this.#targets = targets
  }

  /** The node, or the one that it is an alias of. */
  targetOf(node: unknown): unknown {
    return isAlias(node) ? this.#targets.get(node) : node
  }

  /**
   * The members of a map by their names, in order. A map's own keys come before those that it merges in, and of these
   * the earlier ones.
   */
  membersOf(map: YAMLMap): ReadonlyMap<string, YamlMember> {
    const known = this.#members.get(map)
    if (known !== undefined) return known
    const members = new Map<string, YamlMember>()
    this.#members.set(map, members)
    for (const pair of map.items) {
      if (!isPair(pair)) continue
      if (isMergeKey(pair)) {
        for (const merged of this.mergedBy(pair)) {
          if (!isMap(merged)) continue
          for (const [name, member] of this.membersOf(merged))
            if (!members.has(name)) members.set(name, { ...member, isMerged: true })
        }
      } else {
        const name = this.nameOf(pair) ?? ''
        const before = members.get(name)
        const first = before === undefined || before.isMerged ? pair : before.first
        members.set(name, { first, last: pair, isMerged: false })
      }
    }
    return members
  }

  /** The nodes that a merge key merges in. */
  mergedBy({ value }: Pair): readonly unknown[] {
    const target = this.targetOf(value)
    return (isSeq(target) ? target.items : [target]).map((node) => this.targetOf(node))
  }

  /** The name of a pair's key; undefined where it is a map or a list. */
  nameOf({ key }: Pair): string | undefined {
    const target = this.targetOf(key)
    if (target === null || target === undefined) return ''
    return isScalar(target) ? String(target.value ?? '') : undefined
  }

  /** What a node says. An alias says the very value of what it stands for. */
  valueOf(node: unknown): unknown {
    const target = this.targetOf(node)
    if (isScalar(target)) return typeof target.value === 'symbol' ? target.source : target.value
    if (!isMap(target) && !isSeq(target)) return null
    if (this.#values.has(target)) return this.#values.get(target)
    const value = isMap(target)
      ? Object.fromEntries(
          [...this.membersOf(target)].map(([name, { last }]): [string, unknown] => [name, this.valueOf(last.value)]),
        )
      : target.items.map((item) => this.valueOf(item))
    this.#values.set(target, value)
    return value
  }
}

/** Whether a pair says which maps are merged in: `<<`, without quotes. */
export function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && typeof key.value === 'symbol'
}
