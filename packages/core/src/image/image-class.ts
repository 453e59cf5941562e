import type { ImageIdentity } from '../contract/index.js'

/** Hosts whose image identities are equal, value by value. */
export interface ImageClass {
  readonly hosts: readonly string[]
  readonly identity: ImageIdentity
}

/** Classes of hosts with equal identities, so that a large fleet is compared by its few distinct ones. */
export function imageClasses(identities: readonly (readonly [host: string, identity: ImageIdentity])[]): ImageClass[] {
  const classes = new Map<string, { hosts: string[]; identity: ImageIdentity }>()
  for (const [host, identity] of identities) {
    const key = identityKey(identity)
    const known = classes.get(key)
    if (known === undefined) classes.set(key, { hosts: [host], identity })
    else known.hosts.push(host)
  }
  return [...classes.values()]
}

function identityKey({ configDigest, manifestDigests, layers, platform }: ImageIdentity): string {
  return JSON.stringify([configDigest, [...manifestDigests].sort(), layers, platform])
}
