import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdsMode, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { describeWith } from '../../../../testbed/test/tiers/test-with.js'
import {
  followCommand,
  forgetCommand,
  listCommand,
  startCommand,
  stopCommand,
} from '../../../src/detach/detached-commands.js'

/** A user without an entry in the password database, and so without a home. */
const user = 54_321
const another = 54_322

/** A folder as `/tmp` is: everybody may write to it, and only owners may remove what is there. */
let shared = ''
beforeEach(async () => {
  shared = await mkdtemp(join(tmpdir(), 'berth-homeless-'))
  await chmod(shared, 0o1777)
})
afterEach(() => rm(shared, { recursive: true }))

const own = (): string => join(shared, `berth-${user}`)

describe.runIf(process.geteuid?.() === 0).each(['dash', 'bash', 'busybox'] as const)('where sh is %s', (name) => {
  describeWith(name)('a user without a home', () => {
    const run = async ([, ...words]: readonly string[]): Promise<string> => {
      const [file, applet] = name === 'busybox' ? ['/bin/busybox', ['sh']] : [`/bin/${name}`, []]
      const here = words.map((word) => word.replaceAll('/tmp/berth-', `${shared}/berth-`))
      const env = { PATH: '/usr/bin:/bin' }
      return (await promisify(execFile)(file, [...applet, ...here], { uid: user, gid: user, env, cwd: '/' })).stdout
    }
    const refuses = async (why: string): Promise<void> => {
      const trouble = { code: 1, stderr: expect.stringContaining(why) }
      await expect(run(startCommand('one', 'true'))).rejects.toMatchObject(trouble)
      await expect(run(listCommand('nonce'))).rejects.toMatchObject(trouble)
      await expect(run(stopCommand('one'))).rejects.toMatchObject(trouble)
      await expect(run(forgetCommand('one'))).rejects.toMatchObject(trouble)
      await expect(run(followCommand('one', { mark: 'mark', turns: 1, stdout: 0, stderr: 0 }))).rejects.toMatchObject(
        trouble,
      )
    }

    it('has a folder that is closed to others, which looking does not make', async () => {
      expect(await run(listCommand('nonce'))).toBe('\nnonce end\n')
      expect(await readdir(shared)).toEqual([])
      const id = `one-${randomUUID()}`
      await run(startCommand(id, 'echo out'))
      expect(await run(followCommand(id, { mark: 'mark', turns: 100, stdout: 0, stderr: 0 }))).toBe(
        'out\nmark exit 0\n',
      )
      expect((await lstat(own())).uid).toBe(user)
      holdsMode('homeless-commands', modeOf(own()))
      expect(await run(listCommand('nonce'))).toContain(`${id}\0exit 0`)
      expect(await run(forgetCommand(id))).toBe('removed\n')
    })

    it('does not follow a link of another user, be it to a folder of their own', async () => {
      const trap = join(shared, 'trap')
      await mkdir(trap, { mode: 0o700 })
      await chown(trap, user, user)
      await symlink(trap, own())
      await refuses('it is no folder that is closed to others')
      expect(await readdir(trap)).toEqual([])
    })

    it('does not make what a link leads to', async () => {
      await symlink(join(shared, 'elsewhere'), own())
      await refuses('it is no folder that is closed to others')
      expect(await readdir(shared)).toEqual([`berth-${user}`])
    })

    it('does not use a folder that another user has made before, whoever may use it', async () => {
      await mkdir(own())
      await chown(own(), another, another)
      await chmod(own(), 0o777)
      await refuses('it is no folder that is closed to others')
      await chmod(own(), 0o700)
      await refuses('it belongs to another user')
    })

    it('does not use a folder of their own that others may use too', async () => {
      await mkdir(own())
      await chown(own(), user, user)
      await chmod(own(), 0o770)
      await refuses('it is no folder that is closed to others')
    })

    it.each([
      [0o777, 0, 'others can put another folder there'],
      [0o775, 0, 'others can put another folder there'],
      [0o1777, another, 'it is in a folder of another user'],
    ])('does not use a folder in one of mode %o of user %i', async (mode, owner, why) => {
      await mkdir(own(), { mode: 0o700 })
      await chown(own(), user, user)
      await chmod(shared, mode)
      await chown(shared, owner, owner)
      await refuses(why)
    })
  })
})
