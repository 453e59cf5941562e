import { berthCommands, commandScope, type LeftProcess, type Remedy } from '@berth/core'
import type { CliCluster } from '../environment.js'
import type { EndingMeanings } from './ending-meanings.js'

/** How a user sees what the processes are that a command of this cluster may have left, on hosts or in containers. */
export function lookAtLeft(
  { config }: Pick<CliCluster, 'config'>,
  { onHost, run = [] }: { readonly onHost?: true; readonly run?: readonly string[] },
): NonNullable<EndingMeanings['look']> {
  return (host: string, processes: readonly LeftProcess[]): Remedy => {
    const scope = commandScope(config, [host], run)
    const files = processes.map(({ process }) => `/proc/${process}/status`)
    return [
      "Look whether they are still the same, and the command's; who may, ends them (kill -KILL).",
      onHost ? berthCommands.lookAtHostProcesses(scope, { files }) : berthCommands.lookAtProcesses(scope, { files }),
    ]
  }
}
