import { type Cluster, openCluster } from 'berth-cluster'
import { afterEach, beforeEach, expect } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { describeReal, realTest as test, uniqueName, useOwnHosts } from './support/index.js'

const keepalive = { interval: 1000, unanswered: 3 }

/**
 * Milliseconds in which a dead connection is noticed, as `Keepalive` says; and what a loaded machine may need on top.
 */
const bound = keepalive.interval * (keepalive.unanswered + 1)
const slack = 2 * bound

describeReal('a link that is cut in the middle of a command', () => {
  const testbed = useOwnHosts(3)
  let cluster: Cluster
  beforeEach(async () => {
    const container = { image: 'berth/busybox:1', name: uniqueName(), sshd: false, setup_script: false }
    const args = { defaults: 'none' }
    const { hosts, knownHostsFile } = testbed()
    const file = await testbed().clusterFile({ ...container, runtime: { args } }, { hosts })
    const ssh = { keepalive, knownHostsFile, agent: null, configFiles: [] }
    cluster = await openCluster(file, { ssh })
    await cluster.up()
  })
  afterEach(async () => {
    for (const host of testbed().hosts) await testbed().heal(host)
    await cluster.down()
    await cluster.close()
  })

  test('is noticed within the keepalive, names its host, and leaves the others to finish; nothing runs twice', async () => {
    const [first, cut, last] = testbed().hosts.map(({ address }) => address) as [string, string, string]
    const begun = new Set<string>()
    const asked = performance.now()
    const running = cluster.exec(`echo run >>/tmp/runs; echo began; sleep ${bound / 1000}; echo done`, {
      onOutput: (host) => void begun.add(host),
    })
    await eventually(
      () => begun.size,
      (count) => count === 3,
    )
    await testbed().cut(cut)
    const cutAt = performance.now()
    const results = await running

    const lost = results.get(cut)
    expect(lost).toMatchObject({ host: cut, endedBy: 'lost', exitCode: null, stdout: 'began\n' })
    expect(lost.duration).toBeLessThan(cutAt - asked + bound + slack)
    for (const host of [first, last]) {
      expect(results.get(host)).toMatchObject({ endedBy: 'exit', exitCode: 0, stdout: 'began\ndone\n' })
    }
    expect(() => results.throwIfFailed()).toThrow(`${cut}:\n  run command: the connection was lost while it ran`)

    await testbed().heal(cut)
    const again = (await cluster.exec('cat /tmp/runs')).throwIfFailed()
    expect([...again].map(({ stdout }) => stdout)).toEqual(['run\n', 'run\n', 'run\n'])
  })
})
