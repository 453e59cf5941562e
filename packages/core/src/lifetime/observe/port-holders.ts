import type { Inventory } from '../../contract/index.js'
import { HostsError } from '../../errors/index.js'
import { onHosts } from '../../fanout/index.js'
import { readLabels, sshdPortOf } from '../owners/labels.js'
import type { CallOptions, HostAccess } from './host-access.js'

/** A running container of Berth's that was made to have its sshd on a port of its host. */
export interface PortHolder {
  readonly cluster: string
  readonly user: string
  /** Name of the container. */
  readonly container: string
}

/** Those of one host, by the TCP port. */
export type PortHolders = ReadonlyMap<number, PortHolder>

/** The ports that the running containers of a host were made to have sshd on, as their labels say. */
function portHoldersOf({ engines }: Inventory): PortHolders {
  return new Map(
    engines
      .flatMap(({ containers }) => containers)
      .flatMap(({ state, name, labels }) => {
        const [port, berth] = [sshdPortOf(labels), readLabels(labels)]
        if (state !== 'running' || port === null || berth === null) return []
        return [[port, { cluster: berth.cluster, user: berth.owner.user, container: name }] as const]
      }),
  )
}

/**
 * Asks hosts, one round trip each and all at once, for the containers of Berth's that may have a port of theirs. A host
 * that does not tell has none. Changes nothing. Rejects only with `BERTH_ABORTED`.
 */
export async function lookForPortHolders(
  { container, runtime, connect }: HostAccess,
  hosts: readonly string[],
  call: CallOptions,
): Promise<ReadonlyMap<string, PortHolders>> {
  const outcomes = await onHosts(hosts, 'list containers', async (host): Promise<PortHolders> => {
    const { privilege } = container.runtime
    const inventory = await runtime.inventory?.(await connect(host, call), { privilege }, call)
    return inventory === undefined ? new Map() : portHoldersOf(inventory)
  })
  const holders = new Map<string, PortHolders>()
  for (const [host, outcome] of outcomes) {
    if (outcome.ok) holders.set(host, outcome.value)
    else if (outcome.error.code === 'BERTH_ABORTED')
      throw new HostsError('list containers', new Map([[host, outcome.error]]), outcomes.size)
  }
  return holders
}
