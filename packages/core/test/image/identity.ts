import type { ImageIdentity } from '../../src/contract/index.js'

/** A digest of 64 times one hexadecimal digit: the tests' digests tell at a glance which image they belong to. */
export function digest(digit: string): string {
  return `sha256:${digit.repeat(64)}`
}

/** An identity that knows nothing but what is given. */
export function identity(known: Partial<ImageIdentity> = {}): ImageIdentity {
  return { id: 'anything', configDigest: null, manifestDigests: [], layers: [], platform: null, ...known }
}
