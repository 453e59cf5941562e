import { readdirSync, readFileSync } from 'node:fs'
import type { Cluster } from '@berth/core'
import { startTestbed, type Testbed } from '@berth/testbed'
import { afterAll, beforeAll, expect } from 'vitest'
import { describeReal, engines, openOn, realTest as test, uniqueName } from './support/index.js'

const count = 24

/** Every container's processes are processes of this machine too. */
function sleepers(): string[] {
  return readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+$/.test(entry) && readFileSync(`/proc/${entry}/cmdline`, 'utf8') === 'sleep\x007656\0'
    } catch {
      return false
    }
  })
}

/** An abort ends the command's tree on all hosts, children that left the session included. */
async function aborts(cluster: Cluster, hosts: readonly string[]): Promise<void> {
  const controller = new AbortController()
  const running = cluster.exec('setsid sleep 7656 & sleep 7656', { hosts, signal: controller.signal })
  while (sleepers().length < 2 * hosts.length) await new Promise((resolve) => setTimeout(resolve, 50))
  controller.abort()
  const results = await running
  expect(sleepers()).toEqual([])
  expect([...results].map(({ endedBy }) => endedBy)).toEqual(hosts.map(() => 'abort'))
}

describeReal(`${count} hosts, each with an engine of its own`, () => {
  let hosts: Testbed | undefined
  beforeAll(async () => {
    hosts = await startTestbed({ hosts: count, name: `many-${process.pid}` })
  }, 300_000)
  afterAll(() => hosts?.stop(), 120_000)

  test('come up, run and go down by the same path as three', { timeout: 300_000 }, async () => {
    if (hosts === undefined) throw new Error('the hosts are not up')
    const name = uniqueName()
    const cluster = openOn(hosts, { name, lifetime: 'per_run' }, { hosts: hosts.hosts, connectTimeout: 30_000 })
    try {
      const plan = await cluster.up()
      expect(plan?.hosts.size).toBe(count)
      const results = (await cluster.exec('hostname')).throwIfFailed()
      expect(new Set([...results].map(({ stdout }) => stdout.trim())).size).toBe(count)
      const up = [...(await engines(hosts).snapshot(name)).values()]
      expect(up.filter((container) => container?.running)).toHaveLength(count)

      const codes = await cluster.exec('exit $(( $(hostname | tr -d h) % 7 ))')
      for (const { host, exitCode } of codes) expect(exitCode).toBe(Number(results.get(host).stdout.slice(1)) % 7)

      await aborts(
        cluster,
        hosts.hosts.slice(0, 8).map(({ address }) => address),
      )

      await cluster.down()
      expect([...(await engines(hosts).snapshot(name)).values()].filter((container) => container !== null)).toEqual([])
    } finally {
      await cluster.close()
    }
  })
})
