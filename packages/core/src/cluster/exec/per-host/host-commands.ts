import type { ClusterConfig } from '../../../config/index.js'
import type { Command, ExecOptions } from '../../../contract/index.js'
import { fillTemplate } from './fill-template.js'
import { hostRanks, rankVariables } from './host-ranks.js'

/** The command of each host; null for a host that is to have none. */
export type CommandOf = (host: string) => Command | null

/** One host's command, and the variables that tell it of its rank. */
export interface HostCommand extends Required<Pick<ExecOptions, 'publicEnv'>> {
  readonly command: Command
}

/** The commands of one call. */
export interface HostCommands {
  /** The hosts that have a command, in the order of the call's, the missing among them. */
  readonly hosts: readonly string[]
  /** The command of one of `hosts` that is not missing. Throws `TypeError` for any other host. */
  readonly of: (host: string) => HostCommand
}

/** The command of each of the hosts that has one, each host asked for once. What `commandOf` throws passes through. */
export function commandsOf(hosts: readonly string[], commandOf: CommandOf): ReadonlyMap<string, Command> {
  const commands = new Map<string, Command>()
  for (const host of hosts) {
    const command = commandOf(host)
    if (command !== null) commands.set(host, command)
  }
  return commands
}

/**
 * The commands of one call. Ranks are those among the hosts that have a command and are not missing.
 */
export function hostCommands(
  commands: ReadonlyMap<string, Command>,
  missing: ReadonlyMap<string, unknown>,
  { template = false }: { readonly template?: boolean },
  config: Pick<ClusterConfig, 'hosts' | 'headHost'>,
): HostCommands {
  const ranks = hostRanks(
    [...commands.keys()].filter((host) => !missing.has(host)),
    config,
  )
  return {
    hosts: [...commands.keys()],
    of(host) {
      const command = commands.get(host)
      const rank = ranks.get(host)
      if (command === undefined || rank === undefined) throw new TypeError(`${host} has no command in this call`)
      return { command: template ? fillTemplate(command, host, rank) : command, publicEnv: rankVariables(rank) }
    },
  }
}
