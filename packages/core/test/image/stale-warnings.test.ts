import { describe, expect, it } from 'vitest'
import { staleWarnings } from '../../src/image/index.js'
import { digest, identity } from './identity.js'

const old = identity({ configDigest: digest('1') })
const fresh = identity({ configDigest: digest('2') })

describe('staleWarnings', () => {
  it('says nothing where the images agree, the tag is missing, or the container is unreadable', () => {
    const warnings = staleWarnings('rocm/dev', [
      { host: 'n1', containerImage: old, localImage: old },
      { host: 'n2', containerImage: old, localImage: null },
      { host: 'n3', containerImage: { unreadable: 'no' }, localImage: fresh },
      {
        host: 'n4',
        containerImage: identity({ layers: [digest('d')] }),
        localImage: identity({ layers: [digest('d')] }),
      },
    ])
    expect(warnings).toEqual([])
  })

  it('warns once for all hosts that say the same, in the order of hosts', () => {
    const hosts = ['n10', 'n2'].map((host) => ({ host, containerImage: old, localImage: fresh }))
    expect(staleWarnings('rocm/dev', hosts, (stale) => [`Relaunch ${stale.join()}.`])).toEqual([
      {
        message:
          'n2, n10: the container is made from config 111111111111, but there rocm/dev is now config 222222222222',
        remedy: [expect.stringContaining('Go on with the older image'), 'Relaunch n2,n10.'],
        hosts: ['n2', 'n10'],
      },
    ])
  })

  it('says so where it cannot tell', () => {
    const warnings = staleWarnings('rocm/dev', [
      { host: 'n1', containerImage: old, localImage: { unreadable: 'permission denied' } },
      { host: 'n2', containerImage: old, localImage: identity({ manifestDigests: [digest('a')] }) },
    ])
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^n1: .*cannot be told: permission denied/),
      expect.stringMatching(/^n2: .*config 111111111111.*manifest aaaaaaaaaaaa/),
    ])
  })
})
