import type { RemoveOptions } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { sealCommand } from '../../inside/commands.js'
import { parseInside } from '../../inside/inside.js'
import { needsClaim } from '../../inside/needs-claim.js'
import { readLabels } from '../../owners/labels.js'
import type { ExecutionContext } from '../execution-context.js'
import { describeUsers } from './describe-users.js'

/**
 * The guard of a removal that makes room: whoever has claimed the container since it was observed keeps it. Claims that
 * were seen then were judged by the policy. None for a container that Berth did not launch.
 */
export function replacementGuard(host: string, { observed, claimant }: ExecutionContext): RemoveOptions {
  const seen = observed.observations.get(host)
  if (seen?.state !== 'running') return {}
  const labels = readLabels(seen.container.labels)
  if (labels === null) return {}
  const inside = seen.container.inside === null ? null : parseInside(seen.container.inside, labels.launch)
  const known = inside === null || 'unreadable' in inside ? [] : inside.claims.map(({ id }) => id)
  return { guard: sealCommand(labels.launch, claimant, 'replace', known) }
}

/**
 * The guard of a `down` that removes what another run has left behind, not by its name: who has claimed the container
 * since it was observed keeps it. None where nobody would claim it.
 */
export function leftoverGuard(host: string, context: ExecutionContext, named: ReadonlySet<string>): RemoveOptions {
  const seen = context.observed.observations.get(host)
  if (seen?.state !== 'running' || !needsClaim(seen.container)) return {}
  const labels = readLabels(seen.container.labels)
  if (labels?.lifetime !== 'per_run' || labels.run === context.run.id || named.has(labels.run)) return {}
  return replacementGuard(host, context)
}

/** Throws the error of a guard that refused, in words; any other error as it is. */
export function inWords(error: unknown): never {
  if (!BerthError.isInstance(error) || error.code !== 'BERTH_IN_USE') throw error
  const { code, host, operation, reason } = error
  throw new BerthError({
    code,
    ...(host !== undefined && { host }),
    operation,
    message: `the container was not removed: it is ${describeUsers(reason)}`,
    remedy:
      'Wait for who uses it, or give your container another name. Where nobody uses it, down with --run and the id of its run, which status shows, takes it away.',
    cause: error,
  })
}
