import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { privateFolder } from '../../../src/this-machine/private-folder.js'

/** A folder as `/tmp` is: everybody may write to it, and only owners may remove what is there. */
let shared = ''
beforeEach(() => {
  shared = mkdtempSync(join(tmpdir(), 'berth-private-'))
  chmodSync(shared, 0o1777)
})
afterEach(() => rmSync(shared, { recursive: true }))

const path = (): string => join(shared, 'berth-1')

it('is made for this user alone, and taken again', () => {
  expect(privateFolder(path())).toBe(path())
  expect(lstatSync(path()).mode & 0o777).toBe(0o700)
  expect(privateFolder(path())).toBe(path())
})

describe('is not taken', () => {
  const refused = (why: RegExp): void =>
    expect(() => privateFolder(path())).toThrow(
      expect.objectContaining({ code: 'BERTH_STATE', message: expect.stringMatching(why) }),
    )

  it('where it is a link, be it to a folder of this user', () => {
    const own = join(shared, 'own')
    mkdirSync(own, { mode: 0o700 })
    symlinkSync(own, path())
    refused(/it is no folder/)
  })

  it('where it is a link to nothing, which is not made', () => {
    symlinkSync(join(shared, 'elsewhere'), path())
    refused(/it is no folder/)
    expect(() => lstatSync(join(shared, 'elsewhere'))).toThrow('ENOENT')
  })

  it('where it is a file', () => {
    writeFileSync(path(), '')
    refused(/it is no folder/)
  })

  it.each([0o777, 0o770, 0o701, 0o740])('where others may use it (%o)', (mode) => {
    mkdirSync(path())
    chmodSync(path(), mode)
    refused(/others may look into it/)
  })

  it('where others may put another folder in its place', () => {
    chmodSync(shared, 0o777)
    refused(/can put another folder there/)
  })
})

/** Giving files away takes root. */
describe.runIf(process.geteuid?.() === 0)('is not taken from another user', () => {
  it('who made it before', () => {
    mkdirSync(path(), { mode: 0o700 })
    chownSync(path(), 4321, 4321)
    expect(() => privateFolder(path())).toThrow('it belongs to another user')
  })

  it('who owns the folder that it is in', () => {
    chownSync(shared, 4321, 4321)
    expect(() => privateFolder(path())).toThrow('belongs to another user')
  })
})
