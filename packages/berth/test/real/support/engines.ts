import type { HostReference } from '@berth/testbed'
import type { SharedHosts } from '../../../../testbed/test/real-test.js'
import { dockerEngine, type EngineKind } from './engine-kinds.js'
import { type SeenContainer, successful } from './engine-views.js'

/** What each host has under one name, by address, which is the host's name in cluster files; null for nothing. */
export type Snapshot = ReadonlyMap<string, SeenContainer | null>

/** How a container is made from outside. */
export interface MadeContainer {
  readonly image?: string
  readonly labels?: Readonly<Record<string, string>>
  /** Default is true: it sleeps. */
  readonly running?: boolean
}

/** The engines of one kind of a testbed's hosts, looked at and changed from outside: nothing of Berth is between. */
export interface Engines {
  /** What the hosts have under exactly this name. Throws if an engine does not answer. Default hosts are all. */
  snapshot(name: string, hosts?: readonly HostReference[]): Promise<Snapshot>
  /** What one host has under exactly this name. */
  look(host: HostReference, name: string): Promise<SeenContainer | null>
  /** Makes a container by hand; gives its id. */
  makeContainer(host: HostReference, name: string, container?: MadeContainer): Promise<string>
  /** Runs the engine's command on a host, as root. Throws unless it succeeds; gives what it printed, trimmed. */
  command(host: HostReference, ...args: readonly string[]): Promise<string>
  /** Removes the containers of exactly these names from all hosts whose engine answers. */
  clear(names: Iterable<string>): Promise<void>
}

/** Takes hold of a testbed's engines. Default kind is Docker. */
export function engines(testbed: SharedHosts, { program, view }: EngineKind = dockerEngine): Engines {
  const command = async (host: HostReference, ...args: readonly string[]): Promise<string> =>
    successful(await testbed.run(host, [program, ...args]), `${program} ${args.join(' ')}`)

  return {
    command,
    look: (host, name) => view.look(testbed, host, name),
    async snapshot(name, hosts = testbed.hosts) {
      const looks = hosts.map(
        async (host) => [testbed.host(host).address, await view.look(testbed, host, name)] as const,
      )
      return new Map(await Promise.all(looks))
    },
    makeContainer(host, name, { image = 'berth/busybox:1', labels = {}, running = true } = {}) {
      const flags = Object.entries(labels).flatMap((label) => ['--label', label.join('=')])
      const how = running ? ['run', '--detach'] : ['create']
      return command(host, ...how, '--name', name, '--network', 'host', '--init', ...flags, image, 'sleep', '86400')
    },
    async clear(names) {
      await Promise.allSettled(testbed.hosts.map((host) => view.remove(testbed, host, [...names])))
    },
  }
}
