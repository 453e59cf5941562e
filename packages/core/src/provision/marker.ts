import { berthFolder } from '../contract/index.js'

/** Where the provisioning marker is in every container. */
export const markerPath: string = `${berthFolder}/provisioned`

/**
 * What the provisioning marker in a container says. A failed provisioning leaves none: its container counts as not
 * provisioned.
 */
export type ProvisioningMarker =
  | { readonly state: 'none' }
  | ({ readonly state: 'provisioning' | 'done' } & MarkerFacts)
  | {
      readonly state: 'unreadable'
      /** The text that was found in place of a marker. */
      readonly text: string
    }

/** Who provisions or provisioned, and with what. */
export interface MarkerFacts {
  /** Id of the run. */
  readonly run: string
  /** Id of the launch whose container this is: a container of an image that was made of another has its marker too. */
  readonly launch: string
  /** SHA-256 of the setup script. */
  readonly scriptHash: string
  /** When the marker was claimed or completed: RFC 3339, by the container's clock. */
  readonly at: string
}

/** Reads a marker's text; null means that there is no such file. */
export function parseMarker(text: string | null): ProvisioningMarker {
  if (text === null) return { state: 'none' }
  try {
    const value: unknown = JSON.parse(text)
    return isMarker(value) ? asMarker(value) : { state: 'unreadable', text }
  } catch {
    return { state: 'unreadable', text }
  }
}

/** The marker's text up to the time, which the container's own clock adds: `,"at":SECONDS}`. */
export function markerOpening(
  state: 'provisioning' | 'done',
  { run, launch, scriptHash }: Pick<MarkerFacts, 'run' | 'launch' | 'scriptHash'>,
): string {
  return JSON.stringify({ version: 2, state, launch, run, scriptHash }).slice(0, -1)
}

interface MarkerText {
  readonly version: 2
  readonly state: 'provisioning' | 'done'
  readonly launch: string
  readonly run: string
  readonly scriptHash: string
  readonly at: number
}

function isMarker(value: unknown): value is MarkerText {
  if (typeof value !== 'object' || value === null) return false
  const { version, state, launch, run, scriptHash, at } = value as Partial<Record<keyof MarkerText, unknown>>
  return (
    version === 2 &&
    (state === 'provisioning' || state === 'done') &&
    typeof launch === 'string' &&
    typeof run === 'string' &&
    typeof scriptHash === 'string' &&
    typeof at === 'number' &&
    Math.abs(at) <= latestTime
  )
}

/** Seconds since 1970; a `Date` holds no later time. */
const latestTime = 8.64e12

function asMarker({ state, launch, run, scriptHash, at }: MarkerText): ProvisioningMarker {
  return { state, launch, run, scriptHash, at: new Date(at * 1000).toISOString() }
}
