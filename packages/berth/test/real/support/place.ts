import type { Cluster, ContainerInput, Lifetime } from '@berth/core'
import type { HostReference, Testbed } from '@berth/testbed'
import { afterEach, beforeEach } from 'vitest'
import { uniqueName } from './container-name.js'
import { type Engines, engines, type MadeContainer, type SeenContainer, type Snapshot } from './engines.js'
import { defaultHosts, type OpenOptions, openOn } from './open-on.js'

/** Where one test works: three hosts, and one container name that is its own. What has the name is removed after the test. */
export interface Place {
  readonly testbed: Testbed
  readonly engines: Engines
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

/** Gives every test of the enclosing block a place of its own. Call it in `describe`; use its result in tests and hooks. */
export function usePlace(
  testbedOf: () => Testbed,
  hostsOf: (testbed: Testbed) => readonly HostReference[] = defaultHosts,
): () => Place {
  let opened: Cluster[] = []
  let place: Place | undefined
  beforeEach(() => {
    const testbed = testbedOf()
    const name = uniqueName()
    opened = []
    place = makePlace(testbed, hostsOf(testbed), name, opened)
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

function makePlace(testbed: Testbed, hosts: readonly HostReference[], name: string, opened: Cluster[]): Place {
  const theirs = engines(testbed)
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
    name,
    addresses,
    open(lifetime, options = {}, container = {}) {
      const cluster = openOn(testbed, { name, lifetime, ...container }, { hosts, ...options })
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
    stop: (...indexes) => onEach(indexes, (host) => theirs.docker(host, 'stop', '--time', '0', name)),
    remove: (...indexes) => onEach(indexes, (host) => theirs.docker(host, 'rm', '--force', name)),
  }
}
