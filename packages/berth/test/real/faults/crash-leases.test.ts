import { allFaults, type FaultRun, faultCount, faultSeed, faultShare, recordFaultRun } from '@berth/testbed'
import { expect } from 'vitest'
import { settle } from '../../../../testbed/src/invariants/settle.js'
import { snapshot } from '../../../../testbed/src/invariants/snapshot.js'
import { usersCommand } from '../../faults/crash-steps.js'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { inTheEnd, type LeasedCall, type LeasePlace, leasedCluster, tryLease } from './crash/left-by-lease.js'
import { inTurn, pointOn, pointsOf, randomFrom } from './crash/points.js'
import { clear } from './crash/trial.js'
import { workThrough } from './support/work-through.js'

const hosts = faultCount({ cut: 2, all: 8 })
const kills = Math.ceil(faultCount({ cut: 2, all: 100 }) * faultShare())
/** Clusters that are at work on the hosts at the same time. */
const atOnce = 3
const limit = allFaults() ? 3_600_000 : 300_000

const calls: readonly LeasedCall[] = [
  { call: 'up, per_run, with a lease', words: ['up'] },
  { call: 'run, per_run, with a lease', words: ['run', '--', 'sh', '-c', 'sleep 2', usersCommand] },
]

describeReal('what a berth leaves that is ended by SIGKILL, and that nobody comes back for', () => {
  const testbed = useOwnHosts(hosts, { images: 'all' })

  test(`ends itself with its lease, ${kills} times over all steps`, { timeout: limit }, async () => {
    const clean = await snapshot(testbed())
    const names = new Set<string>()
    const place: LeasePlace = { testbed: testbed(), hosts: testbed().hosts, clean, neighbours: () => [...names] }
    const addresses = place.hosts.map(({ address }) => address)
    const random = randomFrom(faultSeed())
    const all = []
    for (const [number, leased] of calls.entries()) {
      const cluster = await leasedCluster(place, 2300 + number)
      const { steps } = await cluster.watched(leased.words, null)
      await clear(place.testbed, cluster)
      all.push(...pointsOf(steps, addresses, random).map((point) => ({ leased, point })))
    }
    const chosen = inTurn(all, ({ point }) => `${point.step} ${point.moment}`, random).slice(0, kills)
    const runs: FaultRun[] = []
    const notKilled: string[] = []
    let port = 2400
    const make = async () => {
      const cluster = await leasedCluster(place, port++)
      names.add(cluster.name)
      return cluster
    }
    let left: readonly string[] = []
    try {
      await workThrough([...chosen], Array(atOnce).fill(null), async ({ leased, point }) => {
        const crash = { point: pointOn(point, addresses), seed: faultSeed() }
        const tried = await tryLease(place, make, leased, crash)
        if ('notKilled' in tried) notKilled.push(`${leased.call}, ${point.moment} ${point.step}: ${tried.notKilled}`)
        else runs.push(tried)
      })
    } finally {
      left = (await settle(place.testbed, clean, () => ({ names: [] }), 20_000)).violations
      for (const [number, run] of runs.entries())
        recordFaultRun(number < runs.length - 1 ? run : withLastLook(run, left))
    }
    expect(left).toEqual([])
    expect(notKilled).toEqual([])
    expect(runs.filter((run) => run.violations.length > 0)).toEqual([])
    expect(runs).toHaveLength(kills)
  })
})

function withLastLook(run: FaultRun, violations: readonly string[]): FaultRun {
  return { ...run, invariants: [...run.invariants, inTheEnd], violations: [...run.violations, ...violations] }
}
