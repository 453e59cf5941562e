import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

const berth = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const rounds = 6

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-races-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Ended {
  readonly exitCode: number
  readonly stderr: string
}

function up(clusterFile: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [berth, 'up', '--cluster', clusterFile],
      { env: { ...process.env, HOME: folder } },
      (error, _stdout, stderr) => resolve({ exitCode: error === null ? 0 : Number(error.code), stderr }),
    )
  })
}

describeReal('two processes that bring up one persistent name', () => {
  const place = usePlace(testbed, { hostsOf: (hosts) => hosts.hosts.slice(0, 2) })

  test('one winner or a clear refusal, the script run once on each host, time and again', {
    timeout: 400_000,
  }, async () => {
    const setupScript = join(folder, 'setup.sh')
    await writeFile(setupScript, 'echo once >>/runs\nsleep 0.5\n')
    const { addresses, name } = place()
    const clusterFile = await testbed().clusterFile(
      { lifetime: 'persistent', name, image: 'berth/debian-sshd:12', sshd: false, setup_script: setupScript },
      { hosts: testbed().hosts.slice(0, 2) },
    )
    let second = { attached: 0, refused: 0 }
    const oneSided = (): boolean => second.attached === 0 || second.refused === 0
    for (let round = 0; round < rounds || (oneSided() && round < 2 * rounds); round += 1) {
      // On a machine that is slower or faster than most, more rounds look for the end of the race that was not met.
      const later = round < rounds ? round * 500 : second.attached === 0 ? round * 1000 : 100
      const ends = await Promise.all([up(clusterFile), delay(later).then(() => up(clusterFile))])
      for (const { exitCode, stderr } of ends) {
        // The plan was refused, or the name was taken once the plan was at work.
        if (exitCode === 3) expect(stderr).toMatch(/is launching or provisioning|persistent container is on/)
        else if (exitCode === 1) expect(stderr).toMatch(/was taken by run/)
        else expect(exitCode, stderr).toBe(0)
      }
      expect(
        ends.some(({ exitCode }) => exitCode === 0),
        ends.map(({ stderr }) => stderr).join('\n---\n'),
      ).toBe(true)
      const seen = [...(await place().snapshot()).values()]
      expect(seen.map((container) => container?.running)).toEqual([true, true])
      expect(new Set(seen.map((container) => container?.labels['berth.run'])).size).toBe(1)
      for (const host of addresses)
        expect(await place().engines.command(host, 'exec', name, 'cat', '/runs')).toBe('once')
      second = ends.every(({ exitCode }) => exitCode === 0)
        ? { ...second, attached: second.attached + 1 }
        : { ...second, refused: second.refused + 1 }
      await place().remove(0, 1)
    }
    expect(second, 'both ends of the race are to be met; were they not, this would test nothing').toEqual({
      refused: expect.toSatisfy((count: number) => count > 0),
      attached: expect.toSatisfy((count: number) => count > 0),
    })
  })
})
