/**
 * A value of a spec, for people: as the cluster file would say it where that is short, never as JSON. Null for what is
 * nothing: no value, an empty list. Values that differ may have the same text.
 */
export function valueText(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => valueText(one) ?? '').join(', ')
  return typeof value === 'object' ? membersText(value) : String(value)
}

/**
 * Two values of one key that differ, of lists only what the other does not have, as `identity` tells items apart. Both
 * texts may be alike, or null: what differs is more than what a text shows.
 */
export function differingTexts(
  made: unknown,
  asked: unknown,
  identity: (item: unknown) => string,
): { readonly made: string | null; readonly asked: string | null } {
  const texts = { made: valueText(made), asked: valueText(asked) }
  if (!isListOrNothing(made) || !isListOrNothing(asked)) return texts
  const [gone, new_] = [without(made, asked, identity), without(asked, made, identity)]
  // The same items in another order: all of them tell it.
  return gone.length + new_.length === 0 ? texts : { made: valueText(gone), asked: valueText(new_) }
}

type ListOrNothing = readonly unknown[] | null | undefined

function isListOrNothing(value: unknown): value is ListOrNothing {
  return value === undefined || value === null || Array.isArray(value)
}

function without(list: ListOrNothing, other: ListOrNothing, identity: (item: unknown) => string): readonly unknown[] {
  const others = new Set((other ?? []).map(identity))
  return (list ?? []).filter((item) => !others.has(identity(item)))
}

/** What a mount, a device or a group is by, in the order in which it is written. */
const parts = ['source', 'name', 'path', 'group', 'target', 'options', 'permissions'] as const

/** Members that the parts tell already: a bind mount has a path, a volume a name. */
const told: ReadonlySet<string> = new Set(['kind', ...parts])

function membersText(value: object): string | null {
  const members = new Map(
    Object.entries(value).flatMap(([key, member]) => {
      const text = member === false ? null : valueText(member)
      return text === null ? [] : [[key, text] as const]
    }),
  )
  const named = parts.flatMap((part) => members.get(part) ?? [])
  const isThing = named.length > 0
  const rest = [...members].filter(([key]) => !isThing || !told.has(key)).map(([key, text]) => `${key} ${text}`)
  if (!isThing) return rest.length === 0 ? null : rest.sort().join(' ')
  return rest.length === 0 ? named.join(':') : `${named.join(':')} (${rest.sort().join(', ')})`
}
