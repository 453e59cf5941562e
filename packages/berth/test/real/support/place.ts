import type { Cluster, ContainerInput, Lifetime } from '@berth/core'
import type { HostReference } from '@berth/testbed'
import { afterEach, beforeEach } from 'vitest'
import type { SharedHosts } from '../../../../testbed/test/real-test.js'
import { uniqueName } from './container-name.js'
import { dockerEngine, type EngineKind } from './engine-kinds.js'
import type { SeenContainer } from './engine-views.js'
import { type Engines, engines, type MadeContainer, type Snapshot } from './engines.js'
import { defaultHosts, type OpenOptions, openOn } from './open-on.js'

/**
 * Where one test works: a few hosts, and one container name that is its own. What has the name is removed after the
 * test.
 */
export interface Place<Hosts extends SharedHosts = SharedHosts> {
  readonly testbed: Hosts
  readonly engines: Engines
  readonly kind: EngineKind
  /** The container's name; another for every test. */
  readonly name: string
  /** The hosts' addresses, sorted: their names in the cluster file. */
  readonly addresses: readonly string[]
  /** Opens a cluster whose container has the place's name; closed after the test. */
  open(lifetime: Lifetime, options?: OpenOptions, container?: Partial<ContainerInput>): Cluster
  /** What the engines have under the place's name. */
  snapshot(): Promise<Snapshot>
  /** What the engine of the place's host number `index` has under its name; throws if there is nothing. */
  seen(index: number): Promise<SeenContainer>
  /** Makes a container of the place's name by hand, on some of its hosts (by number) or all. */
  make(container?: MadeContainer, hosts?: readonly number[]): Promise<void>
  /** Stops the container on some of the hosts. */
  stop(...hosts: readonly number[]): Promise<void>
  /** Removes the container from some of the hosts, as somebody would behind Berth's back. */
  remove(...hosts: readonly number[]): Promise<void>
}

/** What a block's places are like. */
export interface PlaceOptions {
  /** Default is the testbed's first two. */
  readonly hostsOf?: (testbed: SharedHosts) => readonly HostReference[]
  /** Default is Docker. */
  readonly kind?: EngineKind
}

/**
 * Gives every test of the enclosing block a place of its own. Call it in `describe`; use its result in tests and hooks.
 */
export function usePlace<Hosts extends SharedHosts>(
  testbedOf: () => Hosts,
  { hostsOf = defaultHosts, kind = dockerEngine }: PlaceOptions = {},
): () => Place<Hosts> {
  let opened: Cluster[] = []
  let place: Place<Hosts> | undefined
  beforeEach(() => {
    const testbed = testbedOf()
    const name = uniqueName()
    opened = []
    place = makePlace(testbed, hostsOf(testbed), name, opened, kind)
  })
  afterEach(async () => {
    await Promise.all(opened.map((cluster) => cluster.close()))
    if (place !== undefined) await place.engines.clear([place.name])
  })
  return () => {
    if (place === undefined) throw new Error('a place is there in tests and hooks only')
    return place
  }
}

function makePlace<Hosts extends SharedHosts>(
  testbed: Hosts,
  hosts: readonly HostReference[],
  name: string,
  opened: Cluster[],
  kind: EngineKind,
): Place<Hosts> {
  const theirs = engines(testbed, kind)
  const addresses = hosts.map((host) => testbed.host(host).address).sort()
  const every = addresses.map((_, index) => index)
  const address = (index: number): string => {
    const found = addresses[index]
    if (found === undefined) throw new Error(`the place has no host number ${index}`)
    return found
  }
  const onEach = async (indexes: readonly number[], act: (host: string) => Promise<unknown>): Promise<void> => {
    await Promise.all(indexes.map((index) => act(address(index))))
  }
  return {
    testbed,
    engines: theirs,
    kind,
    name,
    addresses,
    open(lifetime, options = {}, container = {}) {
      const { program, username, runtime } = kind
      const given = { name, lifetime, ...container, runtime: { name: program, ...container.runtime } }
      const cluster = openOn(testbed, given, { hosts, username, runtimes: { [program]: runtime() }, ...options })
      opened.push(cluster)
      return cluster
    },
    snapshot: () => theirs.snapshot(name, addresses),
    async seen(index) {
      const container = await theirs.look(address(index), name)
      if (container === null) throw new Error(`there is no container ${name} on ${address(index)}`)
      return container
    },
    make: (container, indexes = every) => onEach(indexes, (host) => theirs.makeContainer(host, name, container)),
    stop: (...indexes) => onEach(indexes, (host) => theirs.command(host, 'stop', '--time', '0', name)),
    remove: (...indexes) => onEach(indexes, (host) => theirs.command(host, 'rm', '--force', name)),
  }
}
