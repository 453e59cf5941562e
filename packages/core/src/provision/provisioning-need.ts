import type { ProvisioningMarker } from './marker.js'

/** What decides whether a running container is provisioned. */
export interface ProvisioningQuestion {
  readonly marker: ProvisioningMarker
  /** Whether the container is ours. One that is not is never provisioned. */
  readonly ours: boolean
  /** SHA-256 of the wanted setup script; null for none. */
  readonly scriptHash: string | null
  /** The run that asks. */
  readonly run: string
  /** Whether the process behind the marker's run lives; `unknown` if it is on another machine. */
  readonly standing: 'alive' | 'dead' | 'handed_over' | 'unknown'
}

/** What to do about provisioning. `refuse` is `BERTH_PROVISIONING`. */
export type ProvisioningNeed =
  | { readonly need: 'none'; readonly warning: string | null }
  | { readonly need: 'provision'; readonly reason: string }
  | { readonly need: 'refuse'; readonly reason: string; readonly remedy: string }

/**
 * Decides whether a running container needs provisioning. A `provisioning` marker whose run is not known to live is provisioned: the
 * claim in the container, which knows whether its holder still runs there, has the last word.
 */
export function provisioningNeed(question: ProvisioningQuestion): ProvisioningNeed {
  const { marker, ours, scriptHash, run, standing } = question
  if (scriptHash === null || !ours) return { need: 'none', warning: null }
  switch (marker.state) {
    case 'none':
      return { need: 'provision', reason: 'it was never provisioned' }
    case 'unreadable':
      return { need: 'provision', reason: 'its provisioning marker cannot be read' }
    case 'done':
      return {
        need: 'none',
        warning:
          marker.scriptHash === scriptHash
            ? null
            : `provisioned at ${marker.at} with another setup script (${short(marker.scriptHash)}, now ${short(scriptHash)}); a script never runs twice in one container`,
      }
    case 'provisioning':
      if (marker.run !== run && standing === 'alive') {
        return {
          need: 'refuse',
          reason: `run ${marker.run} has been provisioning it since ${marker.at}`,
          remedy: 'Wait until that run is done, then try again.',
        }
      }
      return { need: 'provision', reason: `run ${marker.run} began to provision it and did not complete` }
    default:
      return marker satisfies never
  }
}

function short(hash: string): string {
  return hash.slice(0, 12)
}
