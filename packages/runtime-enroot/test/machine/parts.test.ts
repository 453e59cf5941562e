import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageOutline } from '@berth/core/adapter'
import { afterAll, describe, expect, it } from 'vitest'
import { bashAlone } from '../../../core/test/machine/program/every-shell.js'
import { holdsMode, modeOf } from '../../../repository/test/security/writes/holds-mode.js'
import { enrootRuntime } from '../../src/index.js'
import { programs } from '../../src/programs.generated.js'
import { StubEnroot } from './stub-enroot.js'

bashAlone(programs, ['look-for-parts', 'load-parts', 'save'], ({ container }) => {
  const enroot = new StubEnroot(container)
  const runtime = enrootRuntime()
  const root = join(enroot.folder, 'data')
  const facts = { id: null, boot: null, own: true, version: '4.1.2', store: 'squashfs', root, rootless: true } as const
  const engine = { connection: enroot.host, facts: { ...facts, reachedBy: 'plain', endsWithLogin: false } } as const
  afterAll(() => enroot.remove())

  const outlineOf = (content: string, form: ImageOutline['form'] = 'file'): ImageOutline => {
    const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
    const manifest = { digest, size: 2, mediaType: 'x', text: '{}' }
    return { reference: 'lab:1', form, config: { digest, size: content.length }, manifest, layers: [] }
  }
  const give = async (content: string, warned: string[] = []) => {
    const outline = outlineOf(content)
    const needed = await runtime.lookForParts?.(engine, outline)
    if (needed === undefined) throw new TypeError('it takes no parts')
    const part = join(needed.folder, `blobs/${outline.config.digest.replace(':', '/')}`)
    mkdirSync(join(part, '..'), { recursive: true })
    writeFileSync(part, content)
    holdsMode('enroot-parts', modeOf(needed.folder))
    const onWarning = (message: string): void => void warned.push(message)
    return { needed, image: await runtime.loadParts?.(engine, { outline, ...needed }, { onWarning }) }
  }

  describe('a file that is given', () => {
    it('is put in its place, on the disk that has the images, and nothing else is left', async () => {
      const { needed, image } = await give('hsqs one')
      expect(needed).toMatchObject({ missing: [], rooms: [{ copies: 1, unpacks: false }] })
      const file = join(root, '.berth/images/lab%3A1.sqsh')
      expect(image).toMatchObject({ id: file, configDigest: outlineOf('hsqs one').config.digest })
      expect([readFileSync(file, 'utf8'), existsSync(join(root, '.berth/parts'))]).toEqual(['hsqs one', false])
      const seen = await runtime.observe(enroot.host, { name: 'lab', image: 'lab:1', privilege: 'auto' })
      expect(seen).toMatchObject({ localImage: image })
    })

    it('takes the place of another image, which is told', async () => {
      const warned: string[] = []
      const { image } = await give('hsqs two', warned)
      expect([image?.configDigest, warned]).toEqual([
        outlineOf('hsqs two').config.digest,
        ['lab:1 is another image now, whose file is replaced'],
      ])
    })

    it('is refused where it is no squashfs, and what was there stays', async () => {
      await expect(give('no image')).rejects.toMatchObject({ code: 'BERTH_IMAGE_UNAVAILABLE' })
      expect(readFileSync(join(root, '.berth/images/lab%3A1.sqsh'), 'utf8')).toBe('hsqs two')
      expect(existsSync(join(root, '.berth/parts'))).toBe(false)
    })
  })

  it('layers are refused, and so is root’s enroot', async () => {
    await expect(runtime.lookForParts?.(engine, outlineOf('x', 'layers'))).rejects.toThrow(/does not take/)
    const ofRoot = { ...engine, facts: { ...engine.facts, reachedBy: 'sudo' } } as const
    await expect(runtime.lookForParts?.(ofRoot, outlineOf('x'))).rejects.toThrow(/root’s enroot/)
  })

  it('an image is written out as it is', async () => {
    const pieces: Uint8Array[] = []
    await runtime.saveImage?.(engine, 'lab:1', (piece) => void pieces.push(Buffer.from(piece)))
    expect(Buffer.concat(pieces).toString()).toBe('hsqs two')
    await expect(runtime.saveImage?.(engine, 'none:1', () => undefined)).rejects.toMatchObject({
      code: 'BERTH_IMAGE_UNAVAILABLE',
    })
  })
})
