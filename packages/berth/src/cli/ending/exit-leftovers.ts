import type { CliCluster } from '../environment.js'

/** What an exit in the middle of `up` or `down` may leave. */
export function mayLeaveContainers({ config, run }: CliCluster): string | null {
  if (config.container === null || config.container.lifetime === 'no_launch') return null
  if (config.container.lifetime === 'persistent') return 'containers that are not set up; see: berth status'
  return `containers of run ${run.id}; remove them with: berth down --run ${run.id}`
}

/** What an exit in the middle of a command may leave. */
export const mayLeaveCommands = 'the command running on the hosts'
