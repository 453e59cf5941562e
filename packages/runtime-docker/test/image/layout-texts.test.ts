import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { layoutTexts } from '../../src/image/layout-texts.js'
import { anOutline, digest } from './an-outline.js'

test('a layout names what is there without compression, and what was sent as it was sent', () => {
  const plain = anOutline('1', '2')
  const layers = plain.layers.map((layer, index) => ({
    ...layer,
    digest: digest(index === 0 ? 'a' : 'b'),
    compression: 'gzip' as const,
    size: 200,
  }))
  const texts = layoutTexts({ outline: { ...plain, layers }, folder: '/f', missing: [1] })
  const [version, index, manifest] = texts
  expect(version).toEqual({ name: 'oci-layout', text: '{"imageLayoutVersion":"1.0.0"}' })
  const hash = createHash('sha256')
    .update(manifest?.text ?? '')
    .digest('hex')
  expect(manifest?.name).toBe(`blobs/sha256/${hash}`)
  expect(JSON.parse(index?.text ?? '')).toMatchObject({ manifests: [{ digest: `sha256:${hash}` }] })
  expect(JSON.parse(manifest?.text ?? '')).toMatchObject({
    config: { digest: digest('c'), size: 5 },
    layers: [
      { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: digest('1'), size: 600 },
      { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digest('b'), size: 200 },
    ],
  })
})
