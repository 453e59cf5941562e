import type { InsideView } from '../../contract/index.js'
import { type ProvisioningMarker, parseMarker } from '../../provision/index.js'
import { type Claim, parseClaim } from './claim.js'
import { timeOf } from './time-of.js'

/** What is written down in a running container of how far it came and who uses it; or why that cannot be read. */
export type Inside = InsideFacts | { readonly unreadable: string }

/** What is written down in a container, of this very container: what came along in an image is left out. */
export interface InsideFacts {
  /** Seconds since 1970 by the container's clock, when it was looked at. */
  readonly now: number
  readonly marker: ProvisioningMarker
  /** The run whose process provisions the container just now; null if none does. */
  readonly provisioning: string | null
  /** Whether the `up` that launched the container has done everything, so that it will not undo the launch any more. */
  readonly committed: boolean
  /** Id of who brought the container up last, and is done; empty where that is not known. */
  readonly broughtUp: string
  /** The runs that are about to remove the container, or were when they died. */
  readonly seals: readonly Seal[]
  /** Who uses the container without having made it. */
  readonly claims: readonly Claim[]
  /** The ids of all claims, of those too that cannot be read. */
  readonly claimIds: readonly string[]
  /**
   * Seconds until the lease runs out, as the last renewal says: below 0 where something holds the container beyond it;
   * null where nobody has renewed it on this boot of the host.
   */
  readonly leaseLeft: number | null
}

/** That a run is about to remove the container. */
export interface Seal {
  readonly run: string
  /** RFC 3339, by the container's clock. */
  readonly at: string
}

/**
 * Reads what the inside of a container told, as far as it is about the container of this launch; `launch` is the label
 * of the container.
 */
export function parseInside(view: InsideView, launch: string): Inside {
  if ('unreadable' in view) return view
  const [head, ...lines] = view.text.split('\n')
  if (head !== 'inside 1' || lines.at(-2) !== 'end' || lines.at(-1) !== '')
    return { unreadable: 'the answer is not whole' }
  const told = lines.slice(0, -2).map(splitAtSpace)
  const ofLaunch = (wanted: string): string[] =>
    told.flatMap(([word, text]) => {
      const [named, rest] = splitAtSpace(text)
      return word === wanted && named === launch ? [rest] : []
    })
  const times = told.filter(([word]) => word === 'now').map(([, time]) => time)
  const [now = ''] = times
  // Empty where the image has no `date`.
  if (times.length !== 1 || !/^\d{0,12}$/.test(now)) return { unreadable: 'the answer does not tell its time' }
  const claims = told.flatMap(([word, text]) => {
    const [id, rest] = splitAtSpace(text)
    const [of, claim] = splitAtSpace(rest)
    return word === 'claim' && of === launch ? [{ id, claim }] : []
  })
  const marker = parseMarker(told.find(([word]) => word === 'marker')?.[1] ?? null)
  return {
    now: Number(now),
    marker: 'launch' in marker && marker.launch !== launch ? { state: 'none' } : marker,
    provisioning: ofLaunch('provisioning')[0] ?? null,
    committed: ofLaunch('committed').length > 0,
    broughtUp: ofLaunch('committed')[0] ?? '',
    seals: ofLaunch('seal').flatMap(parseSeal),
    claims: claims.flatMap(({ id, claim }) => parseClaim(id, claim) ?? []),
    claimIds: claims.map(({ id }) => id),
    leaseLeft: leaseLeft(ofLaunch('lease')[0], told.find(([word]) => word === 'uptime')?.[1]),
  }
}

function parseSeal(text: string): Seal[] {
  const [seconds, run] = splitAtSpace(text)
  return run === '' ? [] : [{ run, at: timeOf(seconds) }]
}

/** Of `BOOT DEADLINE` as the renewal wrote it down, and `BOOT SECONDS` as it is now. */
function leaseLeft(renewed = '', uptime = ''): number | null {
  const [, boot, deadline] = /^(\S+) (\d{1,15})$/.exec(renewed) ?? []
  const [, now, seconds] = /^(\S+) (\d{1,15})/.exec(uptime) ?? []
  return boot === undefined || boot !== now ? null : Number(deadline) - Number(seconds)
}

function splitAtSpace(text: string): [string, string] {
  const space = text.indexOf(' ')
  return space === -1 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)]
}
