import type { Observation } from '../../../contract/index.js'
import type { CommandScope } from '../../../errors/index.js'
import { bringUp } from '../../../errors/remedies/berth-commands.js'
import { insideOf } from '../../inside/inside-of.js'
import { ourLabels } from '../../owners/ownership.js'
import { setupScriptOf } from '../../spec/requested-spec.js'
import type { Refusal } from '../plan.js'

/** Whose container is to be saved, as far as it matters. */
export interface SaveContext {
  readonly cluster: string
  readonly user: string
  readonly scope: CommandScope
}

/**
 * Why the container of a host is not saved although it may be attached to; null where it is. One that is somebody
 * else's is for them to give away, and one that was never provisioned would be taken for one that was.
 */
export function refuseSave(host: string, seen: Observation, { cluster, user, scope }: SaveContext): Refusal | null {
  const refused = (message: string, remedy: Refusal['remedy']): Refusal => ({
    ...{ code: 'BERTH_SAVE_REFUSED', message, remedy, hosts: [host] },
  })
  if (seen.state !== 'running') throw new TypeError(`The container of ${host} does not run`)
  const labels = ourLabels(seen.container, cluster, user)
  if (labels === null)
    return refused(
      'the container was not made by Berth for this cluster and user, and is not saved',
      'Save it by the means of whoever made it.',
    )
  const inside = insideOf(seen.container, labels)
  if (inside === null || 'unreadable' in inside)
    return refused(
      `what is written down in the container cannot be read${inside === null ? '' : `: ${inside.unreadable}`}`,
      'Look into the container, then run it again.',
    )
  const { marker, provisioning } = inside
  if (provisioning === null && (marker.state === 'done' || setupScriptOf(labels.spec) === null)) return null
  const why = provisioning === null ? 'was never provisioned to its end' : 'is being provisioned'
  return refused(`the container ${why}, and is not saved so`, ['Bring the cluster up first.', bringUp(scope, {})])
}

/** Why an image is not made by a name that hosts have for another one; null where none has. */
export function refuseTakenName(reference: string, observations: ReadonlyMap<string, Observation>): Refusal | null {
  const hosts = [...observations].flatMap(([host, seen]) =>
    seen.state !== 'unknown' && seen.localImage !== null ? [host] : [],
  )
  if (hosts.length === 0) return null
  return {
    code: 'BERTH_SAVE_REFUSED',
    message: `there is an image ${reference} already`,
    remedy:
      'Choose another name; or give the name to the new image with --replace: the one that has it stays, without a name.',
    hosts,
  }
}
