import type { CliCluster } from '../environment.js'

/** Names the containers that an exit in the middle of `up` or `down` may leave; null where it leaves none. */
export function mayLeaveContainers({ config, run }: CliCluster): string | null {
  if (config.container === null || config.container.lifetime === 'no_launch') return null
  if (config.container.lifetime === 'persistent') return 'containers that are not set up; see: berth status'
  return `containers of run ${run.id}; remove them with: berth down --run ${run.id}`
}

/** Names what an exit in the middle of a command may leave: that command, still running. */
export const mayLeaveCommands = 'the command running on the hosts'
