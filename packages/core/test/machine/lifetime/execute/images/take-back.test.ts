import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { programs } from '../../../../../src/command/programs.generated.js'
import { takeBackCommand } from '../../../../../src/lifetime/execute/images/take-back.js'
import { everyShell } from '../../../program/every-shell.js'

everyShell(programs, ['image/take-back'], ({ container }) => {
  let above: string
  let user: string
  let folder: string
  let part: string
  beforeEach(() => {
    above = mkdtempSync(join(tmpdir(), 'berth-take-back-'))
    user = join(above, 'berth 7')
    folder = join(user, 'host', 'digits')
    part = join(folder, 'blobs', 'sha256', 'layer')
    mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true })
  })
  afterEach(() => rmSync(above, { recursive: true }))
  const takeBack = async (withParts: boolean): Promise<void> => {
    expect(await container.exec(takeBackCommand(folder, withParts))).toMatchObject({ exitCode: 0, stderr: '' })
  }

  it('what was put there goes, with all that is empty then, and nothing that is not', async () => {
    writeFileSync(part, 'layer')
    writeFileSync(join(folder, 'index.json'), '{}')
    writeFileSync(join(user, 'kept'), '')
    await takeBack(true)
    expect([existsSync(join(user, 'host')), existsSync(join(user, 'kept'))]).toEqual([false, true])
    await takeBack(true)
  })

  it('what waits for the next time stays, and a folder in which nothing waits goes', async () => {
    writeFileSync(part, 'layer')
    await takeBack(false)
    expect(existsSync(part)).toBe(true)
    rmSync(join(folder, 'blobs'), { recursive: true })
    await takeBack(false)
    expect([existsSync(user), existsSync(above)]).toEqual([false, true])
  })

  it('all stays where another transfer is at work, or somebody reads', async () => {
    writeFileSync(part, 'layer')
    const open = openSync(part, 'r')
    await takeBack(true)
    closeSync(open)
    const other = join(folder, '.berth-put-other')
    mkdirSync(other)
    await takeBack(true)
    expect(existsSync(part)).toBe(true)
    rmSync(other, { recursive: true })
    await takeBack(true)
    expect(existsSync(user)).toBe(false)
  })

  it('a link in the place of the folder leads nothing astray', async () => {
    writeFileSync(part, 'layer')
    const linked = join(above, 'linked')
    symlinkSync(folder, linked)
    expect(await container.exec(takeBackCommand(linked, true))).toMatchObject({ exitCode: 0 })
    expect([existsSync(part), existsSync(linked)]).toEqual([true, true])
  })
})
