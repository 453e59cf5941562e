import type { Lifetime } from '../../config/index.js'
import type { Owner, Run } from './run.js'

/** Version of the labels' own form; raised when their meaning changes. */
const labelsVersion = '2'

/** Names of the labels on every container that Berth makes. */
export const labelNames = {
  version: 'berth.version',
  cluster: 'berth.cluster',
  run: 'berth.run',
  launch: 'berth.launch',
  owner: 'berth.owner',
  handedOver: 'berth.handed_over',
  lifetime: 'berth.lifetime',
  spec: 'berth.spec',
} as const

/** What Berth's labels say of a container. */
export interface BerthLabels {
  readonly cluster: string
  readonly run: string
  /** Random id of the one attempt to launch on this host that made the container. */
  readonly launch: string
  readonly owner: Owner
  /** Whether the process that made the container lets go of it when all is done. */
  readonly handedOver: boolean
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
    [labelNames.owner]: JSON.stringify(labels.owner),
    [labelNames.handedOver]: String(labels.handedOver),
    [labelNames.lifetime]: labels.lifetime,
    [labelNames.spec]: labels.spec,
  }
}

/** Reads Berth's labels; null for a container that does not have them all, or not in a form that this version knows. */
export function readLabels(labels: Readonly<Record<string, string>>): BerthLabels | null {
  const cluster = labels[labelNames.cluster]
  const run = labels[labelNames.run]
  const launch = labels[labelNames.launch]
  const owner = readOwner(labels[labelNames.owner])
  const handedOver = labels[labelNames.handedOver]
  const lifetime = labels[labelNames.lifetime]
  const spec = labels[labelNames.spec]
  if (labels[labelNames.version] !== labelsVersion) return null
  if (cluster === undefined || run === undefined || spec === undefined || owner === null) return null
  if (launch === undefined || (handedOver !== 'true' && handedOver !== 'false')) return null
  if (lifetime !== 'per_run' && lifetime !== 'persistent') return null
  return { cluster, run, launch, owner, handedOver: handedOver === 'true', lifetime, spec }
}

/** The labels by which everything that a run made in a cluster is found. */
export function runLabels(cluster: string, run: Run): Record<string, string> {
  return { [labelNames.cluster]: cluster, [labelNames.run]: run.id }
}

/** Reads an owner as labels and claims tell it; null for anything else. */
export function readOwner(text: string | undefined): Owner | null {
  if (text === undefined) return null
  try {
    const { user, machine, pid, processStart } = JSON.parse(text) as Partial<Owner>
    if (typeof user !== 'string' || typeof machine !== 'string') return null
    if (typeof pid !== 'number' || typeof processStart !== 'string') return null
    return { user, machine, pid, processStart }
  } catch {
    return null
  }
}
