import type { ObservedContainer, RemoveOptions } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { takeDownRuns } from '../../../errors/remedies/berth-commands.js'
import { type Claimant, sealCommand } from '../../inside/commands.js'
import { insideOf } from '../../inside/inside-of.js'
import { needsClaim } from '../../inside/needs-claim.js'
import { readLabels } from '../../owners/labels.js'
import type { ExecutionContext } from '../execution-context.js'
import { describeUsers, usersIn } from './describe-users.js'

/**
 * The guard of a removal that makes room: whoever has claimed the container since it was observed keeps it. Claims that
 * were seen then were judged by the policy. None for a container that Berth did not launch.
 */
export function replacementGuard(host: string, { observed, claimant }: ExecutionContext): RemoveOptions {
  const seen = observed.observations.get(host)
  return seen?.state === 'running' ? sealGuard(seen.container, claimant) : {}
}

/** The guard of {@link replacementGuard} for one container, whether it runs or not. */
export function sealGuard(container: Pick<ObservedContainer, 'labels' | 'inside'>, claimant: Claimant): RemoveOptions {
  const labels = readLabels(container.labels)
  if (labels === null) return {}
  const inside = insideOf(container, labels)
  const known = inside === null || 'unreadable' in inside ? [] : inside.claims.map(({ id }) => id)
  return { guard: sealCommand(labels.launch, claimant, 'replace', known) }
}

/**
 * The guard of a `down` that removes what another process has brought up, not by the name of its run: who has claimed
 * the container since it was observed keeps it, and so does who has brought it up since, done or not. None where the
 * container could not be looked into: nobody can have written anything there.
 */
export function takeDownGuard(host: string, context: ExecutionContext, named: ReadonlySet<string>): RemoveOptions {
  const { observed, run, claimant } = context
  const seen = observed.observations.get(host)
  if (seen?.state !== 'running') return {}
  const labels = readLabels(seen.container.labels)
  if (labels === null || labels.run === run.id || named.has(labels.run)) return {}
  const inside = insideOf(seen.container, labels)
  if (inside === null || 'unreadable' in inside) return needsClaim(seen.container) ? replacementGuard(host, context) : {}
  const known = inside.claims.map(({ id }) => id)
  return { guard: sealCommand(labels.launch, claimant, { down: inside }, known) }
}

/** Throws the error of a guard that refused on a host, in words; any other error as it is. */
export function inWords(error: unknown, on: string, { observed, scope }: ExecutionContext): never {
  if (!BerthError.isInstance(error) || error.code !== 'BERTH_IN_USE') throw error
  const { code, host = on, operation, reason } = error
  const seen = observed.observations.get(on)
  const labels = seen?.state === 'running' ? readLabels(seen.container.labels) : null
  // The command asks nobody who uses the container: only where it can be seen who does.
  const takeDown =
    usersIn(reason).length > 0 && labels !== null && labels.lifetime === 'per_run'
      ? [
          'Where nobody uses it any more (status shows), this takes it down.',
          takeDownRuns({ ...scope, hosts: [on] }, { runs: labels.run }),
        ]
      : []
  throw new BerthError({
    code,
    host,
    operation,
    message: `the container was not removed: it is ${describeUsers(reason)}`,
    remedy: ['Wait for who uses it, or give your container another name.', ...takeDown],
    cause: error,
  })
}
