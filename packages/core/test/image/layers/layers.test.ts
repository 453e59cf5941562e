import { describe, expect, it } from 'vitest'
import type { LocalImage } from '../../../src/image/archive/index.js'
import { diskProblem, outlineOf } from '../../../src/image/layers/index.js'
import { partsTree } from '../../../src/lifetime/execute/given/parts-tree.js'
import { digest } from '../identity.js'

const bytes = (size: number, start = 0) => ({ path: '/lab.tar', start, size })
const image: LocalImage = {
  form: 'layers',
  tags: [],
  config: { digest: digest('c'), bytes: bytes(30, 512) },
  layers: [
    { diffId: digest('1'), digest: digest('1'), compression: 'none', bytes: bytes(1000, 2048) },
    { diffId: digest('2'), digest: digest('a'), compression: 'gzip', bytes: bytes(10, 4096) },
    { diffId: digest('1'), digest: digest('1'), compression: 'none', bytes: bytes(1000, 2048) },
  ],
  platform: null,
  manifest: null,
}

describe('the outline of an image', () => {
  it('has a manifest where the archive has none, the same for the same image', () => {
    const outline = outlineOf(image, 'lab:1')
    expect(outline).toMatchObject({ reference: 'lab:1', form: 'layers' })
    expect(JSON.parse(outline.manifest.text)).toMatchObject({
      config: { digest: digest('c'), size: 30 },
      layers: [{ digest: digest('1'), size: 1000 }, { digest: digest('a'), mediaType: /gzip/ }, {}].map((layer) =>
        'mediaType' in layer ? { ...layer, mediaType: expect.stringContaining('gzip') } : layer,
      ),
    })
    expect(outlineOf({ ...image, tags: ['other:1'] }, 'lab').manifest).toEqual(outline.manifest)
  })

  it('keeps the manifest of the archive to the letter', () => {
    const manifest = '{ "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "x": 1 }'
    expect(outlineOf({ ...image, manifest }, 'lab').manifest).toMatchObject({
      text: manifest,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    })
  })
})

describe('the parts that are put', () => {
  it('are the configuration and the missing layers, each once, by the places that they have here', () => {
    const { files } = partsTree(image, [0, 2])
    expect(files.map(({ path, source, start, size }) => [path, source, start, size])).toEqual([
      [`blobs/sha256/${'c'.repeat(64)}`, '/lab.tar', 512, 30],
      [`blobs/sha256/${'1'.repeat(64)}`, '/lab.tar', 2048, 1000],
    ])
    expect(partsTree(image, []).files).toHaveLength(1)
  })
})

describe('room on disk', () => {
  const parts = { path: '/var/tmp/berth-0', copies: 1, unpacks: false }
  const store = { path: '/var/lib/docker', copies: 1, unpacks: true }
  const coming = { sent: 100e6, unpacked: 250e6 }

  it('is counted together on one file system: what is sent, its copy, and what is unpacked', () => {
    const rooms = (free: number) => [parts, store].map((room) => ({ ...room, mount: '/', free }))
    expect(diskProblem(rooms(450e6), coming)).toBeNull()
    expect(diskProblem(rooms(449e6), coming)).toMatch(
      /^it needs 450 MB where \/var\/tmp\/berth-0 and \/var\/lib\/docker are, and 449 MB are free there/,
    )
  })

  it('is counted apart on two', () => {
    const rooms = [
      { ...parts, mount: '/', free: 99e6 },
      { ...store, mount: '/data', free: 350e6 },
    ]
    expect(diskProblem(rooms, coming)).toMatch(/^it needs 100 MB where \/var\/tmp\/berth-0 is/)
    expect(diskProblem(rooms.slice(1), coming)).toBeNull()
    expect(diskProblem([], coming)).toBeNull()
  })
})
