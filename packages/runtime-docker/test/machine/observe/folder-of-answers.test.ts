import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { programCommand } from '../../../../core/src/program/host-program.js'
import { describeWith } from '../../../../testbed/test/tiers/test-with.js'
import { dockerDialect } from '../../../src/engine/docker-dialect.js'
import { observeProgram } from '../../../src/observe/observe-program.js'

/** A user of the host who may remove nothing of another one's. */
const user = 54_321

// Only root can become another user.
describe.runIf(process.geteuid?.() === 0).each(['dash', 'bash', 'busybox'] as const)('where sh is %s', (name) => {
  describeWith(name)('a probe', () => {
    it('writes nothing into a folder that somebody else has made first, by the name in its argument list', async () => {
      const nonce = randomUUID()
      const temporary = mkdtempSync(join(tmpdir(), 'berth-answers-'))
      chmodSync(temporary, 0o1777)
      const theirs = [`/dev/shm/berth-${nonce}`, join(temporary, `berth-${nonce}`)]
      onTestFinished(() => {
        for (const folder of [...theirs, temporary]) rmSync(folder, { recursive: true, force: true })
      })
      for (const folder of theirs) {
        mkdirSync(folder)
        chmodSync(folder, 0o777)
      }
      const asked = observeProgram(dockerDialect, { name: 'box', image: 'tb:1', privilege: 'plain' })
      const [, ...words] = programCommand(asked, nonce)
      const [file, applet] = name === 'busybox' ? ['/bin/busybox', ['sh']] : [`/bin/${name}`, []]
      const options = { uid: user, gid: user, env: { PATH: '/usr/bin:/bin', TMPDIR: temporary }, cwd: '/' }
      await expect(promisify(execFile)(file, [...applet, ...words], options)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('cannot be written'),
      })
      for (const folder of theirs) expect(readdirSync(folder)).toEqual([])
    })

    it('leaves no folder where nobody reads any more what it says, as whoever asked was killed', async () => {
      const nonce = randomUUID()
      const temporary = mkdtempSync(join(tmpdir(), 'berth-answers-'))
      const left = (): string[] => [
        ...readdirSync('/dev/shm').filter((entry) => entry.includes(nonce)),
        ...readdirSync(temporary),
      ]
      onTestFinished(() => {
        for (const folder of [`/dev/shm/berth-${nonce}`, temporary]) rmSync(folder, { recursive: true, force: true })
      })
      const asked = observeProgram(dockerDialect, { name: 'box', image: 'tb:1', privilege: 'plain' })
      const [, ...words] = programCommand(asked, nonce)
      const shell = name === 'busybox' ? ['/bin/busybox', 'sh'] : [`/bin/${name}`]
      const options = { env: { PATH: '/usr/bin:/bin', TMPDIR: temporary }, cwd: '/' }
      await promisify(execFile)('/bin/bash', ['-c', '"$@" 2>/dev/null | :', 'bash', ...shell, ...words], options)
      expect(left()).toEqual([])
    })
  })
})
