import { berthCommands, commandScope, type Remedy, remedyText } from '@berth/core'
import type { CliCluster } from '../environment.js'

/** Names the containers that an exit in the middle of `up` or `down` may leave; null where it leaves none. */
export function mayLeaveContainers({ config, run, hosts }: CliCluster): string | null {
  if (config.container === null || config.container.lifetime === 'no_launch') return null
  const scope = commandScope(config, hosts)
  return config.container.lifetime === 'persistent'
    ? left('containers that are not set up', ['See what is there.', berthCommands.showStatus(scope, {})])
    : left(`containers of run ${run.id}`, ['Remove them.', berthCommands.takeDownRuns(scope, { runs: run.id })])
}

function left(what: string, remedy: Remedy): string {
  return `${what}. ${remedyText(remedy)}`
}

/** Names what an exit in the middle of a command may leave: that command, still running. */
export const mayLeaveCommands = 'the command running on the hosts'
