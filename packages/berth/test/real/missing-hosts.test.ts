import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { describeReal, realTest as test, useOwnHosts } from './support/index.js'

describeReal('a host that is cut off', () => {
  const testbed = useOwnHosts(3)
  const name = `berth-missing-${process.pid}`
  let berth: BerthCommand
  let missing: string
  beforeAll(async () => {
    const container = {
      ...{ image: 'berth/busybox:1', name, lifetime: 'persistent', sshd: false, setup_script: false },
      runtime: { args: { defaults: 'none' } },
    }
    berth = new BerthCommand(await testbed().clusterFile(container), testbed().knownHostsFile)
    await writeFile(join(berth.home, '.ssh/config'), 'ConnectTimeout 8\n')
    expect(await berth.run('up')).toMatchObject({ exitCode: 0 })
    missing = testbed().host('h2').address
    await testbed().cut(missing)
  })
  afterAll(async () => {
    await testbed().heal(missing)
    await berth.run('down', '--destroy')
    berth.remove()
  })

  test('keeps all from running, and with --skip-unreachable itself alone, which exits with 4 and names it', async () => {
    const line = 'echo "$BERTH_RANK of $BERTH_WORLD_SIZE"; touch /ran'
    const refused = await berth.run('exec', '--', line)
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' })
    expect(refused.stderr).toContain(`--hosts '!${missing}'`)
    const one = await berth.run('exec', '--hosts', `!${missing}`, '--', 'ls /ran')
    expect(one.exitCode).toBe(1)
    expect(one.stderr).toContain('No such file')
    expect(one.stdout).not.toContain('\n/ran')

    const { exitCode, json } = await berth.run('exec', '--skip-unreachable', '--json', '--', line)
    expect(exitCode).toBe(4)
    const [first = '', , last = ''] = testbed().hosts.map(({ address }) => address)
    expect(json?.hosts).toMatchObject({
      [first]: { ok: true, stdout: '0 of 2\n' },
      [missing]: { ok: false, error: { code: 'BERTH_HOST_UNREACHABLE', kind: 'unreachable' } },
      [last]: { ok: true, stdout: '1 of 2\n' },
    })
  })

  test('keeps no file from the others with --skip-unreachable, which goes into a folder that is there', async () => {
    await writeFile(join(berth.home, 'rvs'), 'new\n')
    const put = await berth.run('put', '--skip-unreachable', join(berth.home, 'rvs'), '/tmp')
    expect(put.exitCode).toBe(4)
    expect(put.stdout).toContain('1 file written, 0 unchanged, 4 bytes sent, as /tmp/rvs\n')
    expect(put.stderr).toContain(missing)
    const got = await berth.run('get', '--skip-unreachable', '/tmp/rvs', join(berth.home, 'got'))
    expect(got.exitCode).toBe(4)
    expect(got.stdout.trim().split('\n')).toHaveLength(2)
    expect(await berth.run('ps', '--skip-unreachable')).toMatchObject({ exitCode: 4 })
  })
})
