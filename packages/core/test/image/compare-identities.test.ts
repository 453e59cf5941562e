import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareIdentities } from '../../src/image/index.js'
import { anyIdentity } from './any-identity.js'
import { digest, identity } from './identity.js'

const [c1, c2, m1, m2, m3] = ['1', '2', 'a', 'b', 'c'].map(digest) as [string, string, string, string, string]
const layers = [digest('d'), digest('e')]
const amd64 = 'linux/amd64'
const arm64 = 'linux/arm64'

describe('compareIdentities', () => {
  it.each([
    ['equal config digests', { configDigest: c1 }, { configDigest: c1 }, 'same', 'config digest'],
    [
      'config digests beat manifests',
      { configDigest: c1, manifestDigests: [m1] },
      { configDigest: c1, manifestDigests: [m2] },
      'same',
      'config digest',
    ],
    [
      'config digests beat layers',
      { configDigest: c1, layers },
      { configDigest: c2, layers },
      'different',
      'config digest',
    ],
    [
      'two platforms of one index, by config',
      { configDigest: c1, manifestDigests: [m1], platform: amd64 },
      { configDigest: c2, manifestDigests: [m1], platform: arm64 },
      'different',
      'config digest',
    ],
    [
      'two platforms of one index, by manifest',
      { manifestDigests: [m1], platform: amd64 },
      { manifestDigests: [m1], platform: arm64 },
      'different',
      'platform',
    ],
    ['two platforms and nothing else', { platform: amd64 }, { platform: arm64 }, 'different', 'platform'],
    [
      'two platforms with equal layers',
      { layers, platform: amd64 },
      { layers, platform: arm64 },
      'different',
      'platform',
    ],
    [
      'two stores, one manifest',
      { configDigest: c1, manifestDigests: [m1, m2] },
      { manifestDigests: [m2, m3] },
      'same',
      'manifest digest',
    ],
    [
      'an implied variant',
      { manifestDigests: [m1], platform: arm64 },
      { manifestDigests: [m1], platform: 'linux/arm64/v8' },
      'same',
      'manifest digest',
    ],
    [
      'manifests with none in common',
      { manifestDigests: [m1], layers },
      { manifestDigests: [m2], layers },
      'different',
      'manifest digest',
    ],
    [
      'one built locally, equal layers',
      { configDigest: c1, layers },
      { manifestDigests: [m1], layers },
      'same layers only',
      'layers',
    ],
    [
      'one built locally, other layers',
      { configDigest: c1, layers },
      { manifestDigests: [m1], layers: layers.toReversed() },
      'different',
      'layers',
    ],
    ['more layers on top', { layers }, { layers: [...layers, digest('f')] }, 'different', 'layers'],
    ['no kind in common', { configDigest: c1 }, { manifestDigests: [m1] }, 'incomparable', null],
    ['nothing at all', {}, {}, 'incomparable', null],
    ['equal platforms only', { platform: amd64 }, { platform: amd64 }, 'incomparable', null],
    ['an empty config digest', { configDigest: '' }, { configDigest: '' }, 'incomparable', null],
  ] as const)('%s', (_, a, b, verdict, by) => {
    expect(compareIdentities(identity(a), identity(b))).toMatchObject({ verdict, by })
    expect(compareIdentities(identity(b), identity(a))).toMatchObject({ verdict, by })
  })

  it('names the platforms in the order of the arguments', () => {
    const [a, b] = [identity({ configDigest: c1, platform: amd64 }), identity({ configDigest: c2, platform: arm64 })]
    expect(compareIdentities(a, b).platforms).toEqual([amd64, arm64])
    expect(compareIdentities(b, a).platforms).toEqual([arm64, amd64])
  })

  it('never compares ids', () => {
    const [a, b] = [identity({ id: c1, configDigest: c1 }), identity({ id: m1, configDigest: c1 })]
    expect(compareIdentities(a, b).verdict).toBe('same')
    expect(compareIdentities(identity({ id: c1 }), identity({ id: c1 })).verdict).toBe('incomparable')
  })

  it('is symmetric, and never calls an identity different from itself', () => {
    fc.assert(
      fc.property(anyIdentity, anyIdentity, (a, b) => {
        expect(compareIdentities(a, b).verdict).toBe(compareIdentities(b, a).verdict)
        expect(compareIdentities(a, a).verdict).not.toBe('different')
      }),
    )
  })
})
