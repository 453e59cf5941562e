import {
  type ClusterConfig,
  type ClusterFile,
  type ClusterOptions,
  containersToPrune,
  type EventListener,
  type FoundContainer,
  type FoundContainers,
  homeDirectory,
  listContainers,
  type Privilege,
  type PrunedContainer,
  type PrunedParts,
  type PruneSelection,
  pruneContainers,
  pruneParts,
  selectHosts,
  type Transport,
  userName,
} from '@berth/core'
import { allRuntimes } from './built-in-runtimes.js'
import { loadConfig } from './load-config.js'
import { RunStore, runsDirectory } from './runs/index.js'
import { type SshOptions, wireTransport } from './wire-transport.js'

/** Everything of Berth's on hosts, without a cluster: what there is, whose it is, and what is left over. */
export interface ContainerInventory extends AsyncDisposable {
  /** The hosts that are asked. */
  readonly hosts: readonly string[]
  /** See `listContainers`. */
  list(options?: { readonly signal?: AbortSignal }): Promise<FoundContainers>
  /** See `containersToPrune`: what {@link prune} would remove. Asks no host. */
  toPrune(found: FoundContainers, selection?: PruneSelection): readonly FoundContainer[]
  /** See `pruneContainers`. */
  prune(
    found: FoundContainers,
    options?: PruneSelection & { readonly signal?: AbortSignal },
  ): Promise<readonly PrunedContainer[]>
  /** See `pruneParts`. */
  pruneParts(found: FoundContainers, options?: { readonly signal?: AbortSignal }): Promise<readonly PrunedParts[]>
  /** Closes all connections. Idempotent. */
  close(): Promise<void>
}

/** Options of {@link openInventory}. */
export interface InventoryOptions {
  /**
   * Runtimes that are asked beside the built-in ones (`docker`, `podman`, `enroot`), as that of a cluster file's
   * module; a runtime of the same name takes the place of the built-in one. Default is none.
   */
  readonly runtimes?: NonNullable<ClusterOptions['runtimes']>
  /** A transport in place of SSH and the local transport; closed with the inventory. Default is those two. */
  readonly transport?: Transport
  /** As for `wireCluster`. */
  readonly ssh?: SshOptions
  /** Hosts to ask, by nodesets. Default is all of the cluster file. */
  readonly hosts?: readonly string[]
  /** Login name of the user whose containers are `mine`. Default is that of the user who runs this process. */
  readonly user?: string
  /** Ids of runs that are this user's. Default is those of which the command line's `up` has left a record. */
  readonly recorded?: readonly string[]
  /** Called with what happens meanwhile. The listener must not throw. */
  readonly onEvent?: EventListener
}

/**
 * Opens what lists everything of Berth's on the hosts of a cluster file, whatever cluster it is of: with all
 * runtimes, and every engine that the logins reach. A file that sets `runtime.privilege` to `plain` keeps sudo from
 * being tried. Connects to nothing: that comes with the first call. Close it when done.
 *
 * @param cluster As for `openCluster`; hosts alone are enough:
 * `{ orchestrator: 'baremetal', node_dict: { gpu1: {} } }`.
 * @example
 * const inventory = await openInventory('cluster.json')
 * try {
 *   const found = await inventory.list()
 *   for (const one of inventory.toPrune(found)) console.log(one.host, one.name, one.reason)
 *   await inventory.prune(found)
 * } finally {
 *   await inventory.close()
 * }
 */
export async function openInventory(
  cluster: string | ClusterFile,
  options: InventoryOptions = {},
): Promise<ContainerInventory> {
  const { config, runtimes } = await loadConfig(cluster, options.runtimes ? { runtimes: options.runtimes } : {})
  return wireInventory(config, { ...options, runtimes })
}

/** Opens the inventory of a resolved config. See {@link openInventory}. */
export async function wireInventory(
  config: ClusterConfig,
  options: InventoryOptions = {},
): Promise<ContainerInventory> {
  const { ssh = {}, user = userName(), recorded = recordedRuns(user), onEvent = () => undefined } = options
  const hosts = selectHosts(config, options.hosts)
  const runtimes = await allRuntimes(options.runtimes)
  const transport = options.transport ?? (await wireTransport(config, { ssh, onEvent }))
  const privilege: Privilege = config.container?.runtime.privilege === 'plain' ? 'plain' : 'auto'
  const parts = { transport, runtimes, user, onEvent }
  const close = (): Promise<void> => transport.close()
  return {
    hosts,
    list: (call = {}) => listContainers({ ...parts, hosts, privilege, recorded, ...call }),
    toPrune: containersToPrune,
    prune: (found, call = {}) => pruneContainers(found, { ...parts, ...call }),
    pruneParts: (found, call = {}) => pruneParts(found, { ...parts, ...call }),
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** A record is memory only: where records cannot be read, whose a container is, the machine alone tells. */
function recordedRuns(user: string): readonly string[] {
  try {
    return new RunStore(runsDirectory(process.env, homeDirectory())).list(null, user).map(({ run }) => run)
  } catch {
    return []
  }
}
