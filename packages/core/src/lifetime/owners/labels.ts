import type { Lifetime } from '../../config/index.js'
import { usualPort } from '../../sshd/index.js'
import { ownerText, readOwner } from './owner-text.js'
import type { Owner } from './run.js'

/** Version of the labels' own form; raised when their meaning changes. */
const labelsVersion = '2'

/** Names of the labels on every container that Berth makes. */
export const labelNames = {
  version: 'berth.version',
  cluster: 'berth.cluster',
  run: 'berth.run',
  launch: 'berth.launch',
  handedOver: 'berth.handed_over',
  owner: 'berth.owner',
  lifetime: 'berth.lifetime',
  spec: 'berth.spec',
} as const

/** What Berth's labels say of a container. */
export interface BerthLabels {
  readonly cluster: string
  readonly run: string
  /**
   * Random id of the one launch that made the container: what came late is looked for by it, and what is kept inside of
   * the container is bound by it to this container, not to one that was made from an image of it.
   */
  readonly launch: string
  /**
   * Whether the process that made the container lets go of it once all is done, for later processes of the same user to
   * adopt. Until then nothing is handed over.
   */
  readonly handedOver: boolean
  readonly owner: Owner
  readonly lifetime: Exclude<Lifetime, 'no_launch'>
  /** Canonical JSON of the requested spec, with values of the environment as salted hashes. */
  readonly spec: string
}

/** Labels for a container of a run. */
export function berthLabels(labels: BerthLabels): Record<string, string> {
  return {
    [labelNames.version]: labelsVersion,
    [labelNames.cluster]: labels.cluster,
    [labelNames.run]: labels.run,
    [labelNames.launch]: labels.launch,
    [labelNames.handedOver]: String(labels.handedOver),
    [labelNames.owner]: ownerText(labels.owner),
    [labelNames.lifetime]: labels.lifetime,
    [labelNames.spec]: labels.spec,
  }
}

/** A label that not every container has. */
const turnsName = 'berth.turns'

/** The label of a container whose setup script has to wait for its turn, in the last of so many; none for one. */
export function turnsLabel(turns: number): Record<string, string> {
  return turns > 1 ? { [turnsName]: String(turns) } : {}
}

/** In how many turns, one after the other, the setup scripts of a container's launch run; 1 where no label says so. */
export function turnsOf(labels: Readonly<Record<string, string>>): number {
  const turns = Number(labels[turnsName] ?? 1)
  return Number.isSafeInteger(turns) && turns > 0 ? turns : 1
}

/** The label of a container with a lease: whole seconds. */
const leaseName = 'berth.lease'

/** The label of a container with a lease of so many seconds; none for null. */
export function leaseLabel(lease: number | null): Record<string, string> {
  return lease === null ? {} : { [leaseName]: String(lease) }
}

/** The seconds of a container's lease; null for a container that has none, and stays until it is removed. */
export function leaseOf(labels: Readonly<Record<string, string>>): number | null {
  const lease = Number(labels[leaseName])
  return Number.isSafeInteger(lease) && lease > 0 ? lease : null
}

/** The label of a container that is made with an sshd. */
const sshdPortName = 'berth.sshd_port'

/** The label of a container whose sshd is to have this TCP port; none for null. */
export function sshdPortLabel(port: number | null): Record<string, string> {
  return port === null ? {} : { [sshdPortName]: String(port) }
}

/** The TCP port that a container was made to have its sshd on; null where no label says so. */
export function sshdPortOf(labels: Readonly<Record<string, string>>): number | null {
  const text = labels[sshdPortName] ?? ''
  const port = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : null
}

/** The TCP port that containers were made for, as the first that says one has it; the usual one where none does. */
export function agreedSshdPort(labels: Iterable<Readonly<Record<string, string>>>): number {
  for (const one of labels) {
    const port = sshdPortOf(one)
    if (port !== null) return port
  }
  return usualPort
}

/** Reads Berth's labels; null for a container that does not have them all, or not in a form that this version knows. */
export function readLabels(labels: Readonly<Record<string, string>>): BerthLabels | null {
  const cluster = labels[labelNames.cluster]
  const run = labels[labelNames.run]
  const launch = labels[labelNames.launch]
  const handedOver = labels[labelNames.handedOver]
  const owner = readOwner(labels[labelNames.owner] ?? '')
  const lifetime = labels[labelNames.lifetime]
  const spec = labels[labelNames.spec]
  if (labels[labelNames.version] !== labelsVersion) return null
  if (cluster === undefined || run === undefined || spec === undefined || owner === null) return null
  if (launch === undefined || launch === '') return null
  if (handedOver !== 'true' && handedOver !== 'false') return null
  if (lifetime !== 'per_run' && lifetime !== 'persistent') return null
  return { cluster, run, launch, handedOver: handedOver === 'true', owner, lifetime, spec }
}

/**
 * Whether a container has any label of Berth's. If it has, and {@link readLabels} gives null, it was made by another
 * version of Berth, or somebody changed its labels: what it is worth is not known.
 */
export function hasBerthLabels(labels: Readonly<Record<string, string>>): boolean {
  return Object.keys(labels).some((name) => name.startsWith('berth.'))
}
