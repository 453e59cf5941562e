import type { RemedyCommand } from '../../../errors/index.js'
import { destroyRuns, takeDownRuns } from '../../../errors/remedies/berth-commands.js'
import type { ExecutionContext } from '../execution-context.js'

/** The command that takes down, on these hosts, what an `up` launched and left. */
export function takeDownLeft(left: readonly string[], { scope, container, run }: ExecutionContext): RemedyCommand {
  const there = { ...scope, hosts: left }
  return (container.lifetime === 'persistent' ? destroyRuns : takeDownRuns)(there, { runs: run.id })
}
