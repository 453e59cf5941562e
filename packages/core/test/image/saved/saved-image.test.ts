import { readFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { holdsMode, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { readImage } from '../../../src/image/archive/index.js'
import { savedImage, writeArchive } from '../../../src/image/saved/index.js'
import { useFiles } from '../archive/scratch.js'
import { tarBytes } from '../archive/tar-bytes.js'
import { changesOf, from, pairFiles, passingConfig } from './test-pairs.js'

describe('the image of a container', () => {
  const fileOf = useFiles()
  const made = () => {
    const path = fileOf(Buffer.alloc(0))
    return { path, write: (piece: Uint8Array) => appendFile(path, piece) }
  }
  const bytesOf = ({ path, start, size }: { path: string; start: number; size: number }): Buffer =>
    readFileSync(path).subarray(start, start + size)

  it('has what was changed on top of its image, without what is Berth’s, and starts as its image does', async () => {
    const changes = changesOf([{ name: 'opt/tool', content: 'tool' }])
    const image = await savedImage(fileOf(tarBytes(pairFiles(changes))), made(), from)
    const config = JSON.parse(bytesOf(image.config.bytes).toString('utf8'))
    expect(config).toEqual({
      created: from.at,
      architecture: 'amd64',
      os: 'linux',
      config: {
        Env: ['PATH=/bin'],
        Entrypoint: ['/entry'],
        Labels: {
          vendor: 'x',
          'berth-saved.cluster': 'lab',
          'berth-saved.host': 'gpu1',
          'berth-saved.container': 'c0ffee',
          'berth-saved.at': from.at,
          'berth-saved.base': 'lab:1',
          'berth-saved.base.digest': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        },
      },
      rootfs: { type: 'layers', diff_ids: image.layers.map(({ diffId }) => diffId) },
      history: [{ created_by: 'build' }, { created: from.at, created_by: 'berth save', comment: 'container c0ffee' }],
    })
    const [, top] = image.layers
    expect(top && bytesOf(top.bytes)).toEqual(tarBytes([{ name: 'opt/tool', content: 'tool' }]))
    expect(image).toMatchObject({ form: 'layers', platform: 'linux/amd64' })
  })

  it('has nothing of the container’s environment, labels and words anywhere, and is an archive that is read again', async () => {
    const changes = changesOf([{ name: 'opt/tool', content: 'tool' }])
    const image = await savedImage(fileOf(tarBytes(pairFiles(changes, gzipSync))), made(), from)
    const path = fileOf(Buffer.alloc(0))
    await writeArchive(image, 'lab:ready', path)
    expect(readFileSync(path).includes('s3cret')).toBe(false)
    holdsMode('container-archive', modeOf(path))
    expect(await readImage(path, 'lab:ready')).toMatchObject({
      tags: ['lab:ready'],
      config: { digest: image.config.digest },
      layers: image.layers.map(({ diffId, digest }) => ({ diffId, digest })),
    })
  })

  it('is one more configuration where nothing was changed', async () => {
    const image = await savedImage(fileOf(tarBytes(pairFiles(null))), made(), from)
    expect(image.layers).toHaveLength(1)
  })

  it('is the file itself where images are one file', async () => {
    const squashed = Buffer.alloc(200)
    squashed.write('hsqs')
    const path = fileOf(squashed)
    const image = await savedImage(path, made(), from)
    expect(image).toMatchObject({ form: 'file', config: { bytes: { path, size: 200 } } })
    const copy = fileOf(Buffer.alloc(0))
    await writeArchive(image, 'lab:ready', copy)
    expect(readFileSync(copy)).toEqual(squashed)
  })

  it('is none of another archive', async () => {
    const changes = changesOf([])
    const without = pairFiles(changes, undefined, { ...passingConfig, Labels: {} })
    await expect(savedImage(fileOf(tarBytes(without)), made(), from)).rejects.toThrow(/does not hold the image/)
    const other = pairFiles(changes, undefined, passingConfig, Buffer.from('another base'))
    await expect(savedImage(fileOf(tarBytes(other)), made(), from)).rejects.toThrow(/not made of the one/)
    const broken = pairFiles(Buffer.from('no tar'))
    await expect(savedImage(fileOf(tarBytes(broken)), made(), from)).rejects.toThrow(/cut short/)
  })
})
