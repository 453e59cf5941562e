import type { HostReference, RunResult, Testbed } from '@berth/testbed'
import { dockerEngine, type EngineKind } from './engine-kinds.js'

/** What an engine says of one container. */
export interface SeenContainer {
  readonly id: string
  readonly running: boolean
  readonly startedAt: string
  readonly labels: Readonly<Record<string, string>>
  /** The engine's id of the image that it was made from. */
  readonly image: string
}

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
export function engines(testbed: Testbed, { program }: EngineKind = dockerEngine): Engines {
  const command = async (host: HostReference, ...args: readonly string[]): Promise<string> =>
    successful(await testbed.run(host, [program, ...args]), `${program} ${args.join(' ')}`)

  const look = async (host: HostReference, name: string): Promise<SeenContainer | null> => {
    const words = ['sh', '-c', inspectExactly, program, `name=^/?${name.replaceAll('.', '\\.')}$`]
    const answer = successful(await testbed.run(host, words), `look at ${name} on ${testbed.host(host).name}`)
    const [container] = answer === '' ? [] : (JSON.parse(answer) as readonly Inspected[])
    return container === undefined ? null : seen(container)
  }

  return {
    command,
    look,
    async snapshot(name, hosts = testbed.hosts) {
      const looks = hosts.map(async (host) => [testbed.host(host).address, await look(host, name)] as const)
      return new Map(await Promise.all(looks))
    },
    makeContainer(host, name, { image = 'berth/busybox:1', labels = {}, running = true } = {}) {
      const flags = Object.entries(labels).flatMap((label) => ['--label', label.join('=')])
      const how = running ? ['run', '--detach'] : ['create']
      return command(host, ...how, '--name', name, '--network', 'host', '--init', ...flags, image, 'sleep', '86400')
    },
    async clear(names) {
      const words = ['sh', '-c', removeExactly, program, ...[...names].map((name) => `name=^/?${name}$`)]
      await Promise.all(testbed.hosts.map((host) => testbed.run(host, words)))
    },
  }
}

/** By id, found by the exact name: `inspect NAME` would take a prefix of an id for the name. */
const inspectExactly = `set -e
id=$("$0" ps --all --quiet --no-trunc --filter "$1")
[ -z "$id" ] || "$0" container inspect "$id"`

const removeExactly = `for filter; do
  id=$("$0" ps --all --quiet --no-trunc --filter "$filter") && [ -n "$id" ] && "$0" rm --force --volumes "$id"
done`

interface Inspected {
  readonly Id: string
  readonly Image: string
  readonly State: { readonly Running: boolean; readonly StartedAt: string }
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null }
}

function seen({ Id, Image, State, Config }: Inspected): SeenContainer {
  return { id: Id, running: State.Running, startedAt: State.StartedAt, labels: Config.Labels ?? {}, image: Image }
}

function successful({ exitCode, stdout, stderr }: RunResult, what: string): string {
  if (exitCode !== 0) throw new Error(`${what}: exit code ${exitCode}: ${stderr.trim()}`)
  return stdout.trim()
}
