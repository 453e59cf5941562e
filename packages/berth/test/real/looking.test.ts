import type { Cluster } from '@berth/core'
import { expect } from 'vitest'
import {
  describeOnEngine,
  differences,
  type EngineKind,
  type HostState,
  hostState,
  type Place,
  realTest as test,
  threeHosts,
  uniqueName,
  useOwnHosts,
  usePlace,
} from './support/index.js'

/** Bind mounts of both kinds: Docker makes a missing source of the first at every start, and of none of the second. */
const args = { defaults: 'none', volumes: ['/srv/relabelled:/a:z', '/srv/plain:/b:ro'] } as const

/** Calls that only look, or are refused. */
const looks = {
  plan: (cluster: Cluster) => cluster.plan(),
  status: (cluster: Cluster) => cluster.status(),
  attach: (cluster: Cluster) => cluster.attach(),
  exec: (cluster: Cluster) => cluster.exec('touch /never'),
  ps: (cluster: Cluster) => cluster.listDetached(),
  down: (cluster: Cluster) => cluster.down(),
}

type Look = keyof typeof looks

describeOnEngine('looking', (engine) => {
  // What is asked of Docker through sudo is what is asked of it plainly, and sudo besides.
  const kind: EngineKind = engine.program === 'docker' ? { ...engine, username: 'sudoer' } : engine
  const hosts = useOwnHosts(3)
  const place = usePlace(hosts, { kind, hostsOf: threeHosts })

  test('changes no file, no mount, and nothing of the engine', { timeout: 300_000 }, async () => {
    const { addresses, testbed, name } = place()
    const onAll = (script: string) => Promise.all(addresses.map((host) => testbed.run(host, script)))
    await onAll('mkdir /srv/relabelled /srv/plain')
    await place().open('persistent', {}, { runtime: { args } }).up()
    // One runs, one is stopped, and one is stopped and lacks what it mounts.
    await place().stop(1, 2)
    await testbed.run(addresses[2] ?? '', 'rmdir /srv/relabelled /srv/plain')
    // What a login writes down, and what the engine makes at its first command in a container, is not Berth's.
    await onAll(`${kind.program} exec ${name} true`)
    const another = { name: uniqueName() }
    const asked: readonly (readonly [Cluster, readonly Look[]])[] = [
      [place().open('persistent', {}, { runtime: { args } }), ['plan', 'status', 'attach', 'exec', 'ps', 'down']],
      [place().open('per_run', {}, { runtime: { args } }), ['plan', 'attach', 'down']],
      [place().open('no_launch'), ['status', 'attach', 'down']],
      [place().open('per_run', {}, another), ['plan', 'status', 'attach', 'down']],
      [place().open('per_run', {}, { ...another, runtime: { args } }), ['plan']],
    ]
    for (const [cluster] of asked) await cluster.execOnHost('true')
    // Podman lets go of the mount of its store at the next command after its last container has ended.
    await statesOf(place(), kind)
    let before = await statesOf(place(), kind)
    for (const [cluster, names] of asked) {
      for (const look of names) await looks[look](cluster).catch(() => undefined)
      const after = await statesOf(place(), kind)
      const changed = addresses.flatMap((host) => differences(before.get(host) ?? none, after.get(host) ?? none))
      expect(changed, `${names.join(', ')} of a ${cluster.config.container?.lifetime} cluster`).toEqual([])
      before = after
    }
    expect([...before.values()].map((state) => state.size).filter((size) => size < 100)).toEqual([])
  })
})

const none: HostState = new Map()

async function statesOf({ testbed, addresses }: Place, kind: EngineKind): Promise<ReadonlyMap<string, HostState>> {
  return new Map(
    await Promise.all(addresses.map(async (host) => [host, await hostState(testbed, host, kind)] as const)),
  )
}
