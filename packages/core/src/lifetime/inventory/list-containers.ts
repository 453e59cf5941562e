import type { ContainerRuntime, HostConnection, Inventory, Privilege, Transport } from '../../contract/index.js'
import { processStanding } from '../../contract/self/index.js'
import { BerthError, HostsError } from '../../errors/index.js'
import { asBerthError, failuresOf, forManyHosts, onHosts } from '../../fanout/index.js'
import { type EventListener, harmlessly, reported } from '../events.js'
import type { CallOptions } from '../observe/host-access.js'
import { KnownWays } from '../observe/known-ways.js'
import { hasBerthLabels } from '../owners/labels.js'
import { newRun } from '../owners/this-process.js'
import type { FoundContainers } from './found-container.js'
import { foundParts } from './found-parts.js'
import { hostError, notTold } from './host-error.js'
import { judgeContainers } from './judge-containers.js'
import { withoutSharedEngines } from './one-engine-names.js'

/** Where, and by whom, containers are looked for. */
export interface ListContainersOptions {
  /** Closed by nobody but the caller. */
  readonly transport: Transport
  /** The runtimes whose engines are asked, by their names. */
  readonly runtimes: Readonly<Record<string, ContainerRuntime>>
  /** Names of hosts, as the transport knows them. */
  readonly hosts: readonly string[]
  /**
   * How engines may be called. Default is `auto`: plainly, and through `sudo -n` where that may reach another engine.
   */
  readonly privilege?: Privilege
  /** Login name of the user whose containers are `mine`. Default is that of the user who runs this process. */
  readonly user?: string
  /** Ids of runs that are this user's, on whatever machine they were made, as records say. Default is none. */
  readonly recorded?: Iterable<string>
  /** Called with what happens meanwhile. The listener must not throw. */
  readonly onEvent?: EventListener
  readonly signal?: AbortSignal
}

/**
 * Finds everything of Berth's on these hosts, in one round trip for each runtime: with every engine that the logins
 * reach, whoever made it, whatever cluster it is of, running or not. Changes nothing. A host that cannot be reached, or
 * an engine that does not answer, is an error in the host's result: what it has is not known. So is an engine that
 * several of the hosts are names of. Rejects with `BERTH_ABORTED` alone.
 *
 * @example
 * const found = await listContainers({ transport, runtimes: { docker: dockerRuntime() }, hosts: ['gpu1', 'gpu2'] })
 * for (const [host, { containers, error }] of found) console.log(host, error?.message ?? containers.length)
 */
export async function listContainers(options: ListContainersOptions): Promise<FoundContainers> {
  const { transport, runtimes, hosts, privilege = 'auto', user, recorded = [], signal } = options
  const emit = harmlessly(options.onEvent ?? (() => undefined))
  const ways = new KnownWays(transport, hosts, emit)
  const call = forManyHosts(signal ? { signal } : {})
  const looks = await onHosts(hosts, 'list containers', (host) =>
    reported(emit, 'observe', host, async () => {
      await ways.tell(call)
      const connection = await transport.connect(host, call)
      return Promise.all(
        Object.entries(runtimes).map(([name, one]) => lookWith(name, one, connection, privilege, call)),
      )
    }),
  )
  const aborted = [...failuresOf(looks)].filter(([, { code }]) => code === 'BERTH_ABORTED')
  if (aborted.length > 0) throw new HostsError('list containers', new Map(aborted), looks.size)
  const everyTold = [...looks].flatMap(([host, look]) =>
    look.ok ? look.value.flatMap(({ runtime, inventory }) => (inventory ? [{ host, runtime, inventory }] : [])) : [],
  )
  const told = withoutSharedEngines(everyTold)
  const found = judgeContainers(told, {
    run: newRun(user),
    recorded: new Set(recorded),
    standingOf: processStanding,
  })
  return new Map(
    [...looks].map(([host, look]) => {
      const containers = found.filter((container) => container.host === host).sort(byRuntimeAndName)
      const errors = look.ok ? look.value.flatMap(({ error }) => error ?? []) : [look.error]
      const troubles = told.flatMap(({ runtime, inventory, ...one }) =>
        one.host === host ? inventory.troubles.map((trouble) => notTold(runtime, host, trouble)) : [],
      )
      return [
        host,
        { containers, parts: foundParts(everyTold, host), error: hostError(host, [...errors, ...troubles]) },
      ]
    }),
  )
}

interface Look {
  readonly runtime: string
  /** Null where nothing was told. */
  readonly inventory: Inventory | null
  /** Why; null where something was told. */
  readonly error: BerthError | null
}

async function lookWith(
  name: string,
  runtime: ContainerRuntime,
  connection: HostConnection,
  privilege: Privilege,
  call: CallOptions,
): Promise<Look> {
  const { host } = connection
  if (runtime.inventory === undefined) return { runtime: name, inventory: null, error: cannotTell(name, host) }
  try {
    const inventory = await runtime.inventory(connection, { privilege }, call)
    const engines = inventory.engines.map(({ engine, containers }) => ({
      engine,
      containers: containers.filter(({ labels }) => hasBerthLabels(labels)),
    }))
    return { runtime: name, inventory: { ...inventory, engines }, error: null }
  } catch (error) {
    const failure = asBerthError(error, 'list containers', host)
    if (failure.code === 'BERTH_ABORTED') throw failure
    return { runtime: name, inventory: null, error: failure }
  }
}

function cannotTell(runtime: string, host: string): BerthError {
  return new BerthError({
    code: 'BERTH_PROBE_UNTRUSTED',
    host,
    operation: 'list containers',
    message: `${runtime} cannot tell which containers of Berth's there are`,
    remedy: 'Look with the tools of that runtime.',
  })
}

function byRuntimeAndName(one: Sorted, other: Sorted): number {
  return one.runtime.localeCompare(other.runtime) || one.name.localeCompare(other.name)
}

interface Sorted {
  readonly runtime: string
  readonly name: string
}
