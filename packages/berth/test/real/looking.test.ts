import type { Cluster } from '@berth/core'
import {
  describeReal,
  differences,
  engineKinds,
  type HostState,
  hostState,
  type Place,
  realTest as test,
  uniqueName,
  useOwnHosts,
  usePlace,
} from './support/index.js'

const volumes = ['/srv/relabelled:/a:z', '/srv/plain:/b:ro']

/** Calls that only look: what they come to is another test's matter. */
const looks: readonly (readonly [name: string, call: (cluster: Cluster) => Promise<unknown>])[] = [
  ['plan', (cluster) => cluster.plan()],
  ['status', (cluster) => cluster.status()],
  ['attach', (cluster) => cluster.attach()],
  ['exec', (cluster) => cluster.exec('touch /never')],
  ['ps', (cluster) => cluster.listDetached()],
  ['down', (cluster) => cluster.down()],
]

describeReal.each(engineKinds)('looking through $program', (kind) => {
  const hosts = useOwnHosts(3)
  const place = usePlace(hosts, { kind })

  test('changes no file, no mount and nothing of the engine', async () => {
    const { addresses, testbed } = place()
    const args = { defaults: 'none', volumes } as const
    const onAll = (script: string) => Promise.all(addresses.map((host) => testbed.run(host, script)))
    await onAll('mkdir /srv/relabelled /srv/plain')
    const maker = place().open('persistent', {}, { runtime: { args } })
    await maker.up()
    // One runs, one is stopped, and one is stopped and lacks what it mounts.
    await place().stop(1, 2)
    await testbed.run(addresses[2] ?? '', 'rmdir /srv/relabelled /srv/plain')
    const clusters = {
      'of its own': place().open('persistent', {}, { runtime: { args } }),
      'of one run': place().open('per_run', {}, { runtime: { args } }),
      'of others': place().open('no_launch'),
      absent: place().open('per_run', {}, { name: uniqueName() }),
      'with a source that is missing': place().open('per_run', {}, { name: uniqueName(), runtime: { args } }),
    }
    // A login is written down by the host; this is no look of Berth's.
    for (const cluster of Object.values(clusters)) await cluster.execOnHost('true')
    let before = await statesOf(place(), kind)
    for (const [whose, cluster] of Object.entries(clusters)) {
      for (const [name, call] of looks) {
        await call(cluster).catch((error: Error) => console.log(whose, name, error.message.slice(0, 300)))
        const after = await statesOf(place(), kind)
        for (const host of addresses) {
          const changed = differences(before.get(host) ?? new Map(), after.get(host) ?? new Map())
          if (changed.length)
            console.log(`${name} ${whose} on ${host}:\n${changed.map((c) => c.slice(0, 400)).join('\n')}`)
        }
        before = after
      }
    }
  })
})

async function statesOf({ testbed, addresses }: Place, kind: Parameters<typeof hostState>[2]) {
  const states = addresses.map(async (host) => [host, await hostState(testbed, host, kind)] as const)
  return new Map<string, HostState>(await Promise.all(states))
}
