import { homedir } from 'node:os'
import { Cluster, type ClusterConfig, type ClusterOptions, newRun } from '@berth/core'
import { runtimesFor } from './built-in-runtimes.js'
import { RunStore, stateDirectory } from './runs/index.js'
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
   * Whether a run was left for later processes to adopt, although its process has ended. Default asks the record that
   * the command line's `up` leaves for this cluster and user.
   */
  readonly handedOver?: NonNullable<ClusterOptions['handedOver']>
}

/**
 * Makes the cluster object of a config, with those of Berth's own transports and runtimes that it needs. Connects to
 * nothing.
 */
export async function wireCluster(config: ClusterConfig, { ssh = {}, ...options }: WireOptions = {}): Promise<Cluster> {
  const run = options.run ?? newRun()
  return new Cluster({
    handedOver: (id) => {
      const runs = new RunStore(stateDirectory(process.env, homedir()))
      return runs.read(config.clusterName, run.owner.user)?.run === id
    },
    ...options,
    config,
    run,
    transport: options.transport ?? (await wireTransport(config, { ssh, onEvent: options.onEvent })),
    runtimes: await runtimesFor(config.container?.runtime.name ?? null, options.runtimes),
  })
}
