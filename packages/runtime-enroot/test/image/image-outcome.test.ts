import { describe, expect, it } from 'vitest'
import { imageOutcome } from '../../src/image/image-outcome.js'
import { image, recorded } from '../recorded.js'
import { says } from '../says.js'

describe('imageOutcome', () => {
  const source = { reference: 'lab/busybox:1', pull: 'missing', archive: '/no/such' } as const

  it('reads what the image is, wherever its file is', () => {
    expect(imageOutcome(recorded('ensure-present'), source)).toEqual(image)
    expect(imageOutcome(recorded('ensure-archive'), source)).toEqual({
      ...image,
      id: '/home/nodocker/.local/share/enroot/.berth/images/lab%2Fbusybox%3A1.sqsh',
    })
  })

  it.each([
    ['ensure-no-archive', /archive \/no\/such could not be loaded/, /Copy the archive/],
    ['ensure-broken', /no squashfs image/, /of another engine/],
    ['ensure-no-registry', /could not be imported: curl: \(7\) Failed to connect/, /route to the registry/],
  ])('says why there is none, and what to do: %s', (name, reason, remedy) => {
    expect(imageOutcome(recorded(name), source)).toEqual({
      reason: expect.stringMatching(reason),
      remedy: says(remedy),
    })
  })
})
