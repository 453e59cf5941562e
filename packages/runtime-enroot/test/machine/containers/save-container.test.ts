import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bareSpec } from '@berth/testkit'
import { afterAll, expect, it } from 'vitest'
import { bashAlone } from '../../../../core/test/machine/program/every-shell.js'
import { enrootRuntime } from '../../../src/index.js'
import { programs } from '../../../src/programs.generated.js'
import { StubEnroot } from '../stub-enroot.js'

bashAlone(programs, ['save-container', 'forget-container'], ({ container }) => {
  const enroot = new StubEnroot(container)
  const runtime = enrootRuntime()
  const root = join(enroot.folder, 'data')
  const facts = { id: null, boot: null, own: true, version: '4.1.2', store: 'squashfs', root, rootless: true } as const
  const engine = { connection: enroot.host, facts: { ...facts, reachedBy: 'plain', endsWithLogin: false } } as const
  const parts = join(root, '.berth/parts')
  const leftOut = ['/var/lib/berth', '*/.berth-put-*']
  afterAll(() => enroot.remove())

  const launched = async (name: string) => {
    const image = await runtime.ensureImage(engine, { reference: enroot.image, pull: 'missing', archive: null })
    const labels = { test: name }
    const { id } = await runtime.launch(engine, bareSpec({ name, image, labels }))
    for (const path of ['var/lib/berth/sshd/key', 'opt/.berth-put-x/half', 'opt/tool']) {
      mkdirSync(join(root, name, path, '..'), { recursive: true })
      writeFileSync(join(root, name, path), 'x')
    }
    return { id, name, labels }
  }
  const save = async (
    handle: Awaited<ReturnType<typeof launched>>,
    take = (_piece: Uint8Array): unknown => undefined,
  ) => {
    const pieces: Uint8Array[] = []
    await runtime.saveContainer?.(engine, handle, leftOut, (piece) => {
      pieces.push(Buffer.from(piece))
      return take(piece)
    })
    return Buffer.concat(pieces).toString()
  }

  it('writes out the root filesystem without these paths and its own mark, and leaves nothing beside it', async () => {
    const handle = await launched('lab')
    mkdirSync(parts, { recursive: true })
    const left = join(parts, '.save-left')
    writeFileSync(left, 'x')
    utimesSync(left, 0, 0)
    expect(await save(handle)).toBe('hsqs etc/rc\nhsqs opt/tool\n')
    expect([existsSync(parts), existsSync(join(root, 'lab/.berth'))]).toEqual([false, true])
    await expect(save({ ...handle, labels: { test: 'other' } })).rejects.toMatchObject({ code: 'BERTH_SAVE_FAILED' })
    await runtime.remove(engine, handle)
  })

  it('leaves nothing where enroot fails, or what comes is not taken', async () => {
    const handle = await launched('odd')
    const full = new Error('full')
    await expect(
      save(handle, () => {
        throw full
      }),
    ).rejects.toBe(full)
    expect(existsSync(parts)).toBe(false)
    writeFileSync(join(enroot.folder, 'unwritable'), '')
    await expect(save(handle)).rejects.toMatchObject({ code: 'BERTH_SAVE_FAILED' })
    expect(existsSync(parts)).toBe(false)
    await runtime.remove(engine, handle)
  })
})
