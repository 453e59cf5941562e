/** JSON with sorted keys: equal values make equal texts, and others do not. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/**
 * {@link canonicalJson} of an argument that Berth knows, without what a label of an earlier version may lack: what is
 * off or empty is the same as absent, and a mount is known by its source, its target and its options.
 */
export function argumentIdentity(value: unknown): string {
  return canonicalJson(argument(value))
}

/** Words of a list stay as they are. */
function item(value: unknown): unknown {
  return value !== null && typeof value === 'object' ? argument(value) : value
}

function argument(value: unknown): unknown {
  if (value === false || value === null || value === undefined) return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(item)
  if (typeof value !== 'object') return value
  const members = Object.entries(value)
    .map(([key, member]) => [key, argument(member)] as const)
    .filter(([key, member]) => key !== 'kind' && member !== null)
  return members.length === 0 ? null : Object.fromEntries(members)
}
