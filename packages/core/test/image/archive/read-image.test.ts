import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { digestOf, hashBytes, readImage } from '../../../src/image/archive/index.js'
import type { LocalBytes } from '../../../src/image/archive/local-image.js'
import { useFiles } from './scratch.js'
import { tarBytes } from './tar-bytes.js'
import { blobPath, configOf, layer, layoutFiles, savedFiles } from './test-images.js'

const fileOf = useFiles()

const [base, top] = [layer('base'), layer('top')]

async function contentOf({ path, start, size }: LocalBytes): Promise<Buffer> {
  return (await readFile(path)).subarray(start, start + size)
}

describe('an archive of docker save', () => {
  it('is read with the place of each layer', async () => {
    const path = fileOf(tarBytes(savedFiles(['lab:1'], [base, top])))
    const image = await readImage(path, 'lab:1')
    expect(image).toMatchObject({ tags: ['lab:1'], platform: 'linux/amd64', manifest: null })
    expect(image.config.digest).toBe(digestOf(configOf([base, top])))
    expect(image.layers.map(({ diffId, digest, compression }) => [diffId, digest, compression])).toEqual([
      [base.diffId, base.diffId, 'none'],
      [top.diffId, top.diffId, 'none'],
    ])
    for (const { bytes, digest } of image.layers) {
      expect(digestOf(await contentOf(bytes))).toBe(digest)
      expect(await hashBytes(bytes)).toBe(digest)
    }
  })

  it('may have layers that are links to others, and names that begin with ./', async () => {
    const [first, second, ...others] = savedFiles(['lab:1'], [base, base])
    const link = { name: second?.name ?? '', kind: '2', target: '../layer0/layer.tar' }
    const files = [{ ...first, name: `./${first?.name}` }, link, ...others]
    const { layers } = await readImage(fileOf(tarBytes(files)), 'lab:1')
    expect(layers[1]?.bytes).toEqual(layers[0]?.bytes)
  })

  it('may have layers that are compressed, whose digest is then another than that of the layer', async () => {
    const zipped = gzipSync(base.content)
    const [, ...others] = savedFiles(['lab:1'], [base])
    const files = [{ name: 'layer0/layer.tar', content: zipped }, ...others]
    const { layers } = await readImage(fileOf(tarBytes(files)), 'lab:1')
    expect(layers[0]).toMatchObject({ diffId: base.diffId, digest: digestOf(zipped), compression: 'gzip' })
  })

  it('that holds several images gives the one of the name, in whatever way it is written', async () => {
    const other = savedFiles(['registry.example:5000/other:1'], [top])
    const files = savedFiles(['lab:1', 'lab:latest'], [base])
    const manifests = [files, other].flatMap((some) => JSON.parse(String(some.at(-1)?.content)) as unknown[])
    const both = [...files.slice(0, -1), ...other.slice(1, -1)]
    // Both images have their one layer under the same name.
    const path = fileOf(tarBytes([...both, { name: 'manifest.json', content: JSON.stringify(manifests) }]))
    expect((await readImage(path, 'docker.io/library/lab')).config.digest).toBe(digestOf(configOf([base])))
    expect((await readImage(path, 'registry.example:5000/other:1')).config.digest).toBe(digestOf(configOf([top])))
    await expect(readImage(path, 'lab:2')).rejects.toThrow(
      /holds 2 images, and none by the name lab:2: lab:1, lab:latest, registry\.example:5000\/other:1/,
    )
  })

  it('that holds one image gives it whatever it is called', async () => {
    const path = fileOf(tarBytes(savedFiles(['built:now'], [base])))
    expect((await readImage(path, 'lab:1')).tags).toEqual(['built:now'])
  })
})

describe('an OCI layout', () => {
  it('is read from an archive with its own manifest, and layers as they are there', async () => {
    const image = await readImage(fileOf(tarBytes(layoutFiles('lab:1', [base, top]))), 'lab:1')
    const digests = [base, top].map(({ content }) => digestOf(gzipSync(content)))
    expect(image.layers.map(({ diffId, digest, compression }) => [diffId, digest, compression])).toEqual([
      [base.diffId, digests[0], 'gzip'],
      [top.diffId, digests[1], 'gzip'],
    ])
    expect(JSON.parse(image.manifest ?? '')).toMatchObject({ config: { digest: image.config.digest } })
    for (const { bytes, digest } of image.layers) expect(await hashBytes(bytes)).toBe(digest)
  })

  it('is read from a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-layout-'))
    try {
      for (const { name, content = '' } of layoutFiles('lab:1', [base])) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), content)
      }
      const { layers } = await readImage(folder, 'lab:1')
      expect(layers[0]?.bytes).toMatchObject({ path: join(folder, blobPath(gzipSync(base.content))), start: 0 })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('that names one image twice has one image', async () => {
    const files = layoutFiles('a:1', [base])
    const { manifests } = JSON.parse(String(files[1]?.content)) as { manifests: [{ digest: string }] }
    const again = { ...manifests[0], annotations: { 'org.opencontainers.image.ref.name': 'a:2' } }
    const index = JSON.stringify({ manifests: [...manifests, again] })
    const path = fileOf(tarBytes([{ name: 'index.json', content: index }, ...files.slice(2)]))
    expect((await readImage(path, 'lab:dev')).tags).toEqual(['a:1', 'a:2'])
  })

  it('that names several platforms gives the one that is there, without what builders attest', async () => {
    const files = layoutFiles('lab:1', [base])
    const { manifests } = JSON.parse(String(files[1]?.content)) as {
      manifests: [{ digest: string; mediaType: string }]
    }
    const platform = { os: 'linux', architecture: 'amd64' }
    const elsewhere = {
      ...manifests[0],
      digest: digestOf('not here'),
      platform: { ...platform, architecture: 'arm64' },
    }
    const attested = { ...manifests[0], platform: { os: 'unknown', architecture: 'unknown' } }
    const inner = JSON.stringify({ manifests: [{ ...manifests[0], platform }, elsewhere, attested] })
    const mediaType = 'application/vnd.oci.image.index.v1+json'
    const index = JSON.stringify({ manifests: [{ mediaType, digest: digestOf(inner), size: inner.length }] })
    const parts = [...files.slice(2), { name: blobPath(inner), content: inner }]
    const path = fileOf(tarBytes([{ name: 'index.json', content: index }, ...parts]))
    expect((await readImage(path, 'lab:1')).config.digest).toBe(digestOf(configOf([base])))
  })
})

describe('a squashfs file', () => {
  it('is an image as a whole, known by its digest', async () => {
    const content = squashed(100)
    const path = fileOf(content)
    const image = await readImage(path, 'lab:1')
    expect(image).toMatchObject({ form: 'file', layers: [], config: { digest: digestOf(content) } })
    expect(image.config.bytes).toEqual({ path, start: 0, size: content.length })
  })
})

/** The beginning of a squashfs file of so many bytes, and a bit more. */
function squashed(size: number): Buffer {
  const content = Buffer.alloc(128)
  content.write('hsqs')
  content.writeBigUInt64LE(BigInt(size), 40)
  return content
}

describe('what is no image that can be given', () => {
  const files = savedFiles(['lab:1'], [base, top])
  const without = (name: string) => files.filter((file) => !file.name.startsWith(name))

  it.each([
    ['nothing of the kind', tarBytes([{ name: 'readme' }]), 'it has neither manifest.json nor index.json'],
    [
      'an archive without a layer',
      tarBytes(without('layer1')),
      'it lacks layer1/layer.tar, which its manifest.json names',
    ],
    ['a compressed archive', gzipSync(tarBytes(files)), 'it is compressed by gzip as a whole'],
    ['a manifest that is none', tarBytes([{ name: 'manifest.json', content: '{}' }]), 'not of an archive of images'],
    ['an index that is none', tarBytes([{ name: 'index.json', content: '[]' }]), 'no index of images'],
    ['no archive', Buffer.from('hello'), 'it is no tar archive'],
    ['a squashfs file without its end', squashed(129), 'it was cut short'],
    ['a squashfs file of a few bytes', squashed(100).subarray(0, 50), 'it was cut short'],
  ])('is told as such: %s', async (_, bytes, problem) => {
    await expect(readImage(fileOf(bytes), 'lab:1')).rejects.toMatchObject({
      code: 'BERTH_IMAGE_UNAVAILABLE',
      message: expect.stringContaining(problem),
    })
  })

  it('is told where a part is not what its digest says', async () => {
    const altered = layoutFiles('lab:1', [base]).map((file) =>
      String(file.content).includes('diff_ids') ? { ...file, content: `${file.content} ` } : file,
    )
    await expect(readImage(fileOf(tarBytes(altered)), 'lab:1')).rejects.toThrow(
      /its configuration is not what its digest/,
    )
  })

  it('is told with the program that unpacks it, where it is compressed', async () => {
    await expect(readImage(fileOf(gzipSync(tarBytes(files))), 'lab:1')).rejects.toMatchObject({
      remedy: 'Unpack it first, as gunzip does, and name what comes of it.',
    })
  })

  it('is told where nothing is there', async () => {
    await expect(readImage('/no/such/image.tar', 'lab:1')).rejects.toMatchObject({
      message: expect.stringContaining('ENOENT'),
      remedy: 'Check the path, and that you may read what is there.',
    })
  })
})
