import { dirname } from 'node:path'
import {
  type AdoptOptions,
  Cluster,
  type ClusterConfig,
  type ClusterOptions,
  formatProblem,
  homeDirectory,
  newRun,
} from '@berth/core'
import { localTransport } from '@berth/transport-local'
import { runtimesFor } from './built-in-runtimes.js'
import type { RuntimeModule } from './modules/runtime-module.js'
import { leftOutBefore, RunStore, reachedBefore, runsDirectory } from './runs/index.js'
import { type SshOptions, wireTransport } from './wire-transport.js'

/**
 * Options of a cluster object: the transport, runtimes and others that may take the place of those that Berth wires by
 * itself.
 */
export interface WireOptions extends Partial<Omit<ClusterOptions, 'config'>> {
  /**
   * Runtimes that are added to the built-in ones (`docker`, `podman`, `enroot`); a runtime of the same name takes the
   * place of the built-in one. Default is none.
   */
  readonly runtimes?: NonNullable<ClusterOptions['runtimes']>
  /**
   * A transport in place of SSH and the local transport. It is closed with the cluster. Default is those two, by the
   * host's name.
   */
  readonly transport?: NonNullable<ClusterOptions['transport']>
  /**
   * How SSH is spoken, as far as the cluster file does not say it or is not to be asked: `keepalive`, `connectTimeout`,
   * `passphrase` and whatever else `sshTransport` takes but hosts. Not for a `transport` of your own. Default is the
   * cluster file, then the SSH configuration.
   */
  readonly ssh?: SshOptions
  /**
   * Whose containers, beside those of its own run, the object works with. Default is nobody's; the runs that are this
   * user's (`recorded`), and under `persistent` the hosts that were left out (`leftOut`), are by default those of which
   * the command line's `up` has left a record.
   */
  readonly adopt?: AdoptOptions
}

/**
 * Makes the cluster object of a resolved config, with those of Berth's own transports and runtimes that it needs, and
 * the module that the config names for its runtime. Connects to nothing. Close the object when done.
 *
 * @param config As `resolveConfig` or `loadClusterFile` gives it.
 * @throws `BERTH_RUNTIME_UNKNOWN` or `BERTH_CAPABILITY_MISSING` where no runtime can do what the config asks for;
 * `TypeError` where the `argsSchema` of a runtime cannot be used.
 * @example
 * const cluster = await wireCluster(resolveConfig({ node_dict: { localhost: {} } }))
 */
export async function wireCluster(config: ClusterConfig, { ssh = {}, ...options }: WireOptions = {}): Promise<Cluster> {
  const run = options.run ?? newRun()
  return new Cluster({
    ...options,
    config,
    run,
    adopt: { ...recorded(config, run.owner.user), ...options.adopt },
    thisMachine: options.thisMachine ?? localTransport(),
    transport: options.transport ?? (await wireTransport(config, { ssh, onEvent: options.onEvent })),
    runtimes: await runtimesFor(runtimeOf(config), options.runtimes),
  })
}

/** The runtime that a config names, or the module that it comes from. */
function runtimeOf({ container, file }: ClusterConfig): string | RuntimeModule | null {
  if (container === null) return null
  const { name, module } = container.runtime
  if (module === null) return name
  const folder = file === null ? process.cwd() : dirname(file)
  const at = (message: string): string => formatProblem({ path: 'container/runtime/module', message })
  return { runtime: name, module, folder, at }
}

/**
 * What the records say of the runs of this user, and of the engines that they launched on. A record is memory only:
 * where records cannot be read, an embedding tool has fewer rights and works all the same.
 */
function recorded(config: ClusterConfig, user: string): Pick<AdoptOptions, 'recorded' | 'reachedBy' | 'leftOut'> {
  try {
    const records = new RunStore(runsDirectory(process.env, homeDirectory())).list(config.clusterName, user)
    // A run of its own has a set of its own; a persistent one is that of the earlier run.
    const leftOut = config.container?.lifetime === 'persistent' ? { leftOut: leftOutBefore(records, config) } : {}
    return { recorded: records.map(({ run }) => run), reachedBy: reachedBefore(records), ...leftOut }
  } catch {
    return {}
  }
}
