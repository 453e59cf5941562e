import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson } from '../../../testbed/test/fuzz/odd-texts.js'
import { archiveHeader } from '../../src/command/files/archive-header.js'
import { parseDockerManifest } from '../../src/image/archive/docker-manifest.js'
import { parseImageConfig } from '../../src/image/archive/image-config.js'
import { readImage, readImages } from '../../src/image/archive/index.js'
import { parseOciIndex, parseOciManifest } from '../../src/image/archive/oci-manifest.js'
import { parseTarHeader } from '../../src/image/archive/tar-header.js'
import { isLeftOut } from '../../src/image/saved/left-out.js'
import { withoutEntries } from '../../src/image/saved/without-entries.js'
import { useFiles } from '../image/archive/scratch.js'
import { tarBytes } from '../image/archive/tar-bytes.js'
import { configOf, layer, layoutFiles, savedFiles } from '../image/archive/test-images.js'

async function* oneByOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const one = layer('one')
const saved = savedFiles(['lab:1'], [one])
const layout = layoutFiles('lab:1', [one])
const text = (content: string | Uint8Array | undefined): string => Buffer.from((content ?? '') as string).toString()
const texts: readonly [string, ...string[]] = [
  text(saved.at(-1)?.content),
  text(layout[1]?.content),
  text(layout[3]?.content),
  configOf([one]),
]

describe('the texts of an archive of images', () => {
  it('are read, or nothing', () => {
    fuzz(damaged(texts), ({ damaged: odd }) => {
      for (const parse of [parseDockerManifest, parseImageConfig, parseOciIndex, parseOciManifest]) parse(odd)
    })
  })

  it('may have any members', () => {
    const names = [
      'Config',
      'RepoTags',
      'Layers',
      'manifests',
      'digest',
      'layers',
      'config',
      'rootfs',
      'diff_ids',
      'os',
    ]
    const object = fc.dictionary(fc.constantFrom(...names), oddJson)
    fuzz(fc.oneof(object, fc.array(object)), (odd) => {
      const json = JSON.stringify(odd)
      parseDockerManifest(json)
      parseOciIndex(json)
      parseOciManifest(json)
      for (const diffId of parseImageConfig(json)?.diffIds ?? []) expect(diffId).toMatch(/^sha256:[0-9a-f]{64}$/)
    })
  })

  it('take as long as they are', () => {
    growsEvenly(
      (size) => JSON.stringify([{ Config: 'x', Layers: Array(size).fill('a/layer.tar') }]),
      parseDockerManifest,
    )
    growsEvenly((size) => JSON.stringify({ manifests: Array(size).fill({ digest: one.diffId }) }), parseOciIndex)
  })
})

describe('the bytes of an archive of images', () => {
  const fileOf = useFiles()

  it('are read, or told to be none: an error that says so, and no other', async () => {
    const whole = tarBytes(saved)
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), length: fc.nat(whole.length) })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, byte, length }) => {
        const bytes = Buffer.from(whole.subarray(0, Math.max(length, 1)))
        bytes[Math.min(at, bytes.length - 1)] = byte
        const path = fileOf(bytes)
        const read = await readImage(path, 'lab:1').catch((error: unknown) => error)
        expect((await readImages(path).catch(() => null)) === null).toBe(read instanceof Error)
        if (read instanceof Error) expect(read).toMatchObject({ code: 'BERTH_IMAGE_UNAVAILABLE' })
      }),
      { numRuns: 100 },
    )
  })

  it('may begin with any block', () => {
    const header = archiveHeader('a/layer.tar', 7)
    fuzz(fc.record({ at: fc.nat(511), byte: fc.nat(255) }), ({ at, byte }) => {
      const block = Buffer.from(header)
      block[at] = byte
      const read = parseTarHeader(block)
      if (read !== null && read !== 'end') expect(read.size).toBeGreaterThanOrEqual(0)
    })
  })

  it('of a layer are filtered, or told to be none', async () => {
    const whole = tarBytes([
      { name: '././@LongLink', kind: 'L', content: `${'d/'.repeat(60)}\0` },
      { name: 'opt/tool', content: 'x'.repeat(700) },
    ])
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), length: fc.nat(whole.length) })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, byte, length }) => {
        const bytes = Buffer.from(whole.subarray(0, Math.max(length, 1)))
        bytes[Math.min(at, bytes.length - 1)] = byte
        const filtering = withoutEntries(oneByOne(bytes), isLeftOut)
        let came = 0
        await (async () => {
          for await (const piece of filtering) came += piece.length
        })().catch((error: unknown) =>
          expect(error).toMatchObject({ message: expect.stringMatching(/^a layer of it|^it has/) }),
        )
        expect(came).toBeLessThanOrEqual(bytes.length + 1024)
      }),
      { numRuns: 100 },
    )
  })
})
