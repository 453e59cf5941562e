import { commandScope } from '../../../config/index.js'
import type { RemedyCommand } from '../../../errors/index.js'
import { destroyRuns, takeDownRuns } from '../../../errors/remedies/berth-commands.js'
import type { ExecutionContext } from '../execution-context.js'

/** The command that takes down, on these hosts, what an `up` launched and left. */
export function takeDownLeft(
  left: readonly string[],
  { config, hosts, container, run }: ExecutionContext,
): RemedyCommand {
  const scope = { ...commandScope(config, hosts), hosts: left }
  return (container.lifetime === 'persistent' ? destroyRuns : takeDownRuns)(scope, { runs: run.id })
}
