import type { HostAction, Plan } from '../plan.js'

/**
 * Whether a plan is more than looking on: whether carrying it out would change anything on some host, or a container
 * there is not what the cluster file asks for any more. A refusal changes nothing.
 */
export function wouldChange({ hosts, refusal }: Plan): boolean {
  return (
    refusal === null &&
    [...hosts.values()].some(
      ({ action, provision, drift }) => changes[action] || provision || (drift !== null && drift.length > 0),
    )
  )
}

const changes = {
  none: false,
  use: false,
  restart: true,
  launch: true,
  replace: true,
  remove: true,
} as const satisfies Record<HostAction, boolean>
