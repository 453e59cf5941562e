import fc from 'fast-check'
import type { ImageIdentity, UnreadableImage } from '../../src/contract/index.js'
import { digest } from './identity.js'

const oneOf = (...digits: string[]): fc.Arbitrary<string> => fc.constantFrom(...digits.map(digest))

/** Identities of few digests, so that they meet often. */
export const anyIdentity: fc.Arbitrary<ImageIdentity> = fc.record({
  id: fc.string(),
  configDigest: fc.option(oneOf('1', '2')),
  manifestDigests: fc.uniqueArray(oneOf('a', 'b', 'c'), { maxLength: 2 }),
  layers: fc.array(oneOf('d', 'e'), { maxLength: 2 }),
  platform: fc.option(fc.constantFrom('linux/amd64', 'linux/arm64', 'linux/arm64/v8')),
})

/** What hosts answer, unreadable ones included. */
export const anyImages: fc.Arbitrary<Map<string, ImageIdentity | UnreadableImage>> = fc
  .uniqueArray(
    fc.tuple(
      fc.integer({ min: 1, max: 12 }).map((number) => `n${number}`),
      fc.oneof({ weight: 8, arbitrary: anyIdentity }, { weight: 1, arbitrary: fc.constant({ unreadable: 'no' }) }),
    ),
    { selector: ([host]) => host, minLength: 1, maxLength: 8 },
  )
  .map((entries) => new Map(entries))
