import { type FoundContainers, HostsError } from '@berth/core'
import type { ContainerInventory } from '../../../open-inventory.js'
import { type ConfigSession, withConfig } from '../../cluster/with-config.js'
import type { CliEnvironment } from '../../environment.js'
import type { InventoryOptions } from '../../options/inventory-options.js'
import { fileOfHosts } from './file-of-hosts.js'

/** How a subcommand works on everything of Berth's that hosts have. */
export interface InventorySession<Name extends 'ls' | 'prune'> extends ConfigSession<Name> {
  readonly inventory: ContainerInventory
  readonly found: FoundContainers
}

/** Asks the hosts, does the work, closes the connections whatever happened, and says what became of it all. */
export async function withInventory<Name extends 'ls' | 'prune'>(
  environment: CliEnvironment,
  command: Name,
  options: InventoryOptions,
  work: (session: InventorySession<Name>) => Promise<number>,
): Promise<number> {
  const { host } = options
  const how = { loadModule: true, ...(host && { cluster: () => fileOfHosts(host) }) }
  return withConfig(environment, command, options, how, async (session) => {
    const { config, runtimes, progress, answer, warn } = session
    const { user, signal } = environment
    const runs = await environment.openRuns()
    const inventory = await environment.openInventory(config, {
      runtimes,
      user,
      recorded: runs.list(null, user).map(({ run }) => run),
      onEvent: (event) => {
        if (event.type === 'warning') warn(event.message)
        else progress.listener(event)
      },
      ...(options.hosts !== undefined && { hosts: options.hosts }),
    })
    answer.asks(host === undefined ? config : { clusterName: null }, inventory.hosts)
    try {
      const found = await inventory.list({ signal })
      return await work({ ...session, inventory, found })
    } finally {
      progress.flush()
      await inventory.close()
    }
  })
}

/** The error of the hosts that have not told everything; null where there is none. */
export function untold(found: FoundContainers): HostsError | null {
  const failures = new Map([...found].flatMap(([host, { error }]) => (error === null ? [] : [[host, error] as const])))
  return failures.size === 0 ? null : new HostsError('list containers', failures, found.size)
}
