import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InventoriedParts } from '@berth/core/adapter'
import { afterEach, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { dockerDialect } from '../../../src/engine/docker-dialect.js'
import { podmanDialect } from '../../../src/engine/podman-dialect.js'
import { inventoryOutcome } from '../../../src/inventory/inventory-outcome.js'
import { inventoryProgram } from '../../../src/inventory/inventory-program.js'
import { removePartsOutcome, removePartsProgram } from '../../../src/inventory/left-parts.js'
import { programs } from '../../../src/programs.generated.js'
import { useStubs } from '../../run-program.js'

const digits = 'd0'.repeat(32)
const here = `/var/tmp/berth-${process.getuid?.() ?? 0}/${hostname().replace(/[^a-zA-Z0-9-]/g, '_')}`
const folder = join(here, digits)

everyShell(programs, ['inventory', 'remove-parts'], ({ container }) => {
  const stub = useStubs(container)
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
    rmSync(join(here, 'e'.repeat(64)), { force: true })
  })
  const leave = (): void => {
    mkdirSync(join(folder, 'blobs/sha256'), { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, 'blobs/sha256', digits), Buffer.alloc(100_000))
  }
  const told = async (): Promise<readonly InventoriedParts[]> => {
    const answer = await stub(':').run(inventoryProgram(dockerDialect, { privilege: 'plain' }))
    const seen = inventoryOutcome(dockerDialect, answer)
    if ('reason' in seen) throw new Error(seen.reason)
    return (seen.parts ?? []).filter(({ image }) => image === `sha256:${digits}`)
  }
  const remove = async (parts: InventoriedParts) =>
    removePartsOutcome(await stub(':').run(removePartsProgram(dockerDialect, parts)), parts)

  test('is told with its size and age, and taken away by the folder that was told', async () => {
    leave()
    symlinkSync(folder, join(here, 'e'.repeat(64)))
    const [parts, ...more] = await told()
    expect(more).toEqual([])
    expect(parts).toMatchObject({ folder, image: `sha256:${digits}`, open: false })
    expect(parts?.bytes).toBeGreaterThanOrEqual(100_000)
    expect(Math.abs((parts?.changed ?? 0) - Date.now() / 1000)).toBeLessThan(60)
    if (parts === undefined) throw new Error('nothing was told')
    expect(await remove(parts)).toBeNull()
    expect(existsSync(folder)).toBe(false)
    expect(await remove(parts)).toBeNull()
  })

  test.each([dockerDialect, podmanDialect])(
    'goes with the image that was being made of it, by the name alone: $program',
    async (dialect) => {
      leave()
      const [parts] = await told()
      if (parts === undefined) throw new Error('nothing was told')
      const engine = stub('[ -e gone ] && exit 1\n[ "$2" = inspect ] || touch gone')
      engine.add('podman', `exec ${engine.folder}/docker "$@"`)
      expect(removePartsOutcome(await engine.run(removePartsProgram(dialect, parts)), parts)).toBeNull()
      const name = dialect.program === 'podman' ? `localhost/${digits}` : `localhost/berth-partial:${digits}`
      expect(engine.calls).toEqual([`image inspect --format {{.Id}} -- ${name}`, `image rm -- ${name}`])
      expect(existsSync(folder)).toBe(false)
    },
  )

  test('stays where the engine keeps the image that was being made of it', async () => {
    leave()
    const [parts] = await told()
    if (parts === undefined) throw new Error('nothing was told')
    const engine = stub('[ "$2" = inspect ] || { echo in use >&2; exit 1; }')
    await expect(engine.run(removePartsProgram(dockerDialect, parts))).rejects.toMatchObject({
      reason: expect.stringContaining('could not be removed: in use'),
    })
    expect(existsSync(folder)).toBe(true)
  })

  test.each([
    ['says that it has none', 'echo Error: No such image: x >&2; exit 1', false],
    ['does not answer', 'echo Cannot connect to the Docker daemon >&2; exit 1', true],
  ])('where the engine %s', async (_what, answer, stays) => {
    leave()
    const [parts] = await told()
    if (parts === undefined) throw new Error('nothing was told')
    const engine = stub(answer)
    engine.add('sudo', 'exit 1')
    const outcome = engine.run(removePartsProgram(dockerDialect, parts))
    if (stays) await expect(outcome).rejects.toMatchObject({ reason: expect.stringContaining('Cannot connect') })
    else expect(removePartsOutcome(await outcome, parts)).toBeNull()
    expect(existsSync(folder)).toBe(stays)
  })

  test('stays where it has changed, or a process has it open', async () => {
    leave()
    const open = openSync(join(folder, 'blobs/sha256', digits), 'r')
    try {
      const [parts] = await told()
      expect(parts?.open).toBe(true)
      if (parts === undefined) throw new Error('nothing was told')
      expect(await remove(parts)).toMatchObject({ code: 'BERTH_IN_USE' })
      closeSync(open)
      expect(await remove({ ...parts, changed: parts.changed - 1 })).toMatchObject({
        code: 'BERTH_IN_USE',
        reason: expect.stringContaining('has changed'),
      })
      expect(existsSync(folder)).toBe(true)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('is nothing else, whatever path is given', async () => {
    const other = join(tmpdir(), digits)
    mkdirSync(other)
    try {
      for (const path of [other, here, join(here, '..'), `${here}/../../../${other}`, join(here, 'e'.repeat(64))]) {
        if (!existsSync(path)) continue
        await expect(remove({ folder: path, image: '', bytes: 0, changed: 0, open: false })).rejects.toMatchObject({
          reason: expect.stringContaining('is not what a transfer'),
        })
      }
      expect(existsSync(other)).toBe(true)
    } finally {
      execFileSync('rm', ['-rf', other])
    }
  })
})
