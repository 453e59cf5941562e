import type { ObservedContainer, RemoveOptions } from '../../../contract/index.js'
import { BerthError, type Remedy } from '../../../errors/index.js'
import { destroyMine, takeDown, takeDownRuns } from '../../../errors/remedies/berth-commands.js'
import { type Claimant, sealCommand } from '../../inside/commands.js'
import { insideOf } from '../../inside/inside-of.js'
import { readLabels } from '../../owners/labels.js'
import type { Intent } from '../../plan/plan.js'
import type { ExecutionContext } from '../execution-context.js'
import { describeUsers, isBroughtUp, usersIn } from './describe-users.js'

/**
 * The guard of a removal that makes room: whoever has claimed the container since it was observed, or has brought it
 * up, keeps it. What was seen then was judged by the policy. None for a container that Berth did not launch.
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
  if (inside === null || 'unreadable' in inside) return { guard: sealCommand(labels.launch, claimant, 'unseen') }
  // An overlay goes at its user's word, though what is written in it cannot all be read.
  const known = labels.lifetime === 'persistent' ? inside.claimIds : inside.claims.map(({ id }) => id)
  return { guard: sealCommand(labels.launch, claimant, { seen: inside }, known) }
}

/**
 * The guard of a `down` that removes what another process has brought up, not by the name of its run: who has claimed
 * the container since it was observed keeps it, and so does who has brought it up since, done or not. None for an
 * overlay that cannot be looked into, which could not be destroyed otherwise.
 */
export function takeDownGuard(
  host: string,
  { observed, run, claimant }: ExecutionContext,
  named: ReadonlySet<string>,
): RemoveOptions {
  const seen = observed.observations.get(host)
  if (seen?.state !== 'running') return {}
  const labels = readLabels(seen.container.labels)
  if (labels === null || labels.run === run.id || named.has(labels.run)) return {}
  const inside = insideOf(seen.container, labels)
  const isReadable = inside !== null && !('unreadable' in inside)
  return isReadable || labels.lifetime !== 'persistent' ? sealGuard(seen.container, claimant) : {}
}

/** Throws the error of a guard that refused on a host, in words; any other error as it is. */
export function inWords(error: unknown, on: string, intent: Intent, { observed, scope }: ExecutionContext): never {
  if (!BerthError.isInstance(error) || error.code !== 'BERTH_IN_USE') throw error
  const { code, host = on, operation, reason } = error
  const seen = observed.observations.get(on)
  const labels = seen?.state === 'running' ? readLabels(seen.container.labels) : null
  const because = (why: string, remedy: Remedy): BerthError =>
    new BerthError({ code, host, operation, message: `the container was not removed: it ${why}`, remedy, cause: error })
  if (isBroughtUp(reason) && intent !== 'down')
    throw because(describeUsers(reason), 'Run this again: what is there now is judged anew.')
  // Of a set that was brought up again, what was taken down already is there again, too: the remedy is for all of it.
  if (isBroughtUp(reason) && labels !== null)
    throw because(describeUsers(reason), [
      'If it is to go all the same, take it down again.',
      (labels.lifetime === 'persistent' ? destroyMine : takeDown)(scope, {}),
    ])
  // The command asks nobody who uses the container: only where it can be seen who does.
  const byRun =
    usersIn(reason).length > 0 && labels !== null && labels.lifetime === 'per_run'
      ? [
          'Where nobody uses it any more (status shows), this takes it down.',
          takeDownRuns({ ...scope, hosts: [on] }, { runs: labels.run }),
        ]
      : []
  throw because(describeUsers(reason), ['Wait for who uses it, or give your container another name.', ...byRun])
}
