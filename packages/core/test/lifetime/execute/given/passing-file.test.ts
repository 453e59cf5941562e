import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { holdsMode, modeOf } from '../../../../../repository/test/security/writes/holds-mode.js'
import { passingFile } from '../../../../src/lifetime/execute/given/passing-file.js'

const [content, more] = [Buffer.from('an image'), Buffer.from(' and more of it')]

describe('a file that passes', () => {
  it('is there under a name until it is closed, for nobody else', async () => {
    const file = await passingFile(false)
    await file.write(content)
    await file.write(more)
    expect(readFileSync(file.path, 'utf8')).toBe('an image and more of it')
    holdsMode('saved-image-folder', modeOf(dirname(file.path)))
    holdsMode('saved-image', modeOf(file.path))
    await file.close()
    expect(existsSync(dirname(file.path))).toBe(false)
  })

  it.runIf(process.platform === 'linux')('has no name where it can be read without one', async () => {
    const file = await passingFile(true)
    await file.write(content)
    await file.write(more)
    expect(readFileSync(file.path, 'utf8')).toBe('an image and more of it')
    holdsMode('saved-image', statSync(file.path).mode & 0o7777)
    expect(statSync(file.path).nlink).toBe(0)
    const { ino } = statSync(file.path)
    const named = readdirSync('/var/tmp').filter(
      (name) => lstatSync(`/var/tmp/${name}`, { throwIfNoEntry: false })?.ino === ino,
    )
    expect(named).toEqual([])
    await file.close()
  })
})
