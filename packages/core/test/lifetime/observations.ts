import type { ContainerConfig, Lifetime } from '../../src/config/index.js'
import type {
  AbsentObservation,
  EngineFacts,
  ImageIdentity,
  InsideView,
  Observation,
  ObservedContainer,
  RunningObservation,
  StoppedObservation,
  UnknownObservation,
  UnreadableImage,
} from '../../src/contract/index.js'
import type { HostFacts, HostPath, Listener } from '../../src/lifetime/observe/host-facts.js'
import type { Adoption } from '../../src/lifetime/owners/adoption.js'
import { berthLabels } from '../../src/lifetime/owners/labels.js'
import { ownerText } from '../../src/lifetime/owners/owner-text.js'
import type { OwnerStanding, Run } from '../../src/lifetime/owners/run.js'
import type { Plan } from '../../src/lifetime/plan/plan.js'
import type { PlanInput, PlanOptions } from '../../src/lifetime/plan/plan-input.js'
import { specLabel } from '../../src/lifetime/spec/requested-spec.js'
import { markerOpening } from '../../src/provision/marker.js'
import { containerOf } from '../config/resolve.js'
import { digest, identity } from '../image/identity.js'

/** The launch that made every container. */
const launch = 'launch-1'

/** The host's clock in every test: 2026-01-01T00:00:00Z. */
export const now = Date.parse('2026-01-01T00:00:00Z') / 1000

/** A script's hash, and another one. */
export const script: string = 'a'.repeat(64)
export const otherScript: string = 'b'.repeat(64)

/** A run of user ann; `mine` is the one that plans. */
export function run(id: string, user = 'ann', machine = 'desk/1'): Run {
  return { id, owner: { user, machine, pidNamespace: 'pid:[1]', pid: 7, processStart: 'boot 7' } }
}
export const mine: Run = run('mine')

/** An image that is told from others by one digit. */
export function image(digit: string): ImageIdentity {
  return identity({ id: `image-${digit}`, configDigest: digest(digit) })
}

const usual = new Map<Lifetime, ContainerConfig>()

/** The container that the cluster file asks for: nothing of the host, no setup script, unless said. */
export function wanted(lifetime: Lifetime, keys?: Readonly<Record<string, unknown>>): ContainerConfig {
  // Resolved once, since properties ask for thousands of the same frozen value.
  const known = keys === undefined ? usual.get(lifetime) : undefined
  if (known !== undefined) return known
  const container = containerOf({ lifetime, name: 'lab', runtime: { args: { defaults: 'none' } }, ...keys })
  if (keys === undefined) usual.set(lifetime, container)
  return container
}

/**
 * What of a container is not as usual: made by this run, per_run, two hours ago, from image 1, with no setup script.
 */
export interface Seen {
  readonly by?: Run
  readonly cluster?: string
  readonly lifetime?: 'per_run' | 'persistent'
  readonly launch?: string
  /** The marker, where the container runs. */
  readonly marker?: string | null
  /** The run whose process provisions it just now. */
  readonly provisioning?: Run
  /** Whether its `up` has done everything. */
  readonly committed?: boolean
  /** The runs that claim it. */
  readonly claims?: readonly Run[]
  /** Why its inside cannot be read. */
  readonly unreadable?: string
  readonly handedOver?: boolean
  readonly image?: ImageIdentity | UnreadableImage
  readonly local?: ImageIdentity | UnreadableImage | null
  readonly createdAt?: string
  readonly startedAt?: string | null
  readonly id?: string
  readonly hostNetwork?: boolean
  /** Instead of Berth's. */
  readonly labels?: Readonly<Record<string, string>>
  /** Hash of the setup script that its run wanted. */
  readonly script?: string | null
  readonly made?: ContainerConfig
}

export function labelsOf({
  by = mine,
  cluster = 'lab',
  lifetime = 'per_run',
  launch = 'launch-1',
  handedOver = false,
  script: hash = null,
  made,
}: Seen = {}): Record<string, string> {
  return berthLabels({
    cluster,
    run: by.id,
    launch,
    owner: by.owner,
    handedOver,
    lifetime,
    spec: specLabel(made ?? wanted(lifetime), hash, by.id),
  })
}

export const engine: EngineFacts = {
  id: 'engine',
  boot: 'boot',
  own: true,
  version: '28',
  store: 'overlay2',
  root: '/var/lib/docker',
  reachedBy: 'plain',
  rootless: false,
  endsWithLogin: false,
}

export function running(seen: Seen = {}): RunningObservation {
  return {
    state: 'running',
    engine,
    localImage: seen.local ?? null,
    container: container(
      seen,
      seen.unreadable === undefined ? { text: inside(seen) } : { unreadable: seen.unreadable },
    ),
  }
}

export function stopped(seen: Seen = {}): StoppedObservation {
  return { state: 'stopped', engine, localImage: seen.local ?? null, container: container(seen, null) }
}

export const absent: AbsentObservation = { state: 'absent', engine, localImage: null }

export const unknown: UnknownObservation = {
  state: 'unknown',
  reason: 'no route to host',
  remedy: 'Look at the network.',
  unreachable: true,
}

/** What the inside of a running container tells. */
function inside({ marker: text = null, provisioning, committed = false, claims = [] }: Seen): string {
  const lines = [
    'inside 1',
    `now ${now}`,
    ...(text === null ? [] : [`marker ${text.trim()}`]),
    ...(provisioning === undefined ? [] : [`provisioning ${launch} ${provisioning.id}`]),
    ...(committed ? [`committed ${launch}`] : []),
    ...claims.map(({ id, owner }) => `claim of-${id} ${launch} ${now} ${id} ${ownerText(owner)}`),
    'end',
  ]
  return `${lines.join('\n')}\n`
}

function container(seen: Seen, view: InsideView | null): ObservedContainer {
  const twoHoursAgo = new Date((now - 7200) * 1000).toISOString()
  return {
    id: seen.id ?? 'c0ffee',
    name: 'lab',
    labels: seen.labels ?? labelsOf(seen),
    createdAt: seen.createdAt ?? twoHoursAgo,
    startedAt: seen.startedAt === undefined ? twoHoursAgo : seen.startedAt,
    imageReference: 'lab:1',
    image: seen.image ?? image('1'),
    inside: view,
    hostNetwork: seen.hostNetwork ?? true,
  }
}

/** What a process of a library has by default: its own run alone. */
const adoptsNothing: Adoption = { runs: new Set(), recorded: new Set(), handedOver: false }

/** The marker file of a run. */
export function marker(state: 'provisioning' | 'done', by: Run = mine, hash: string = script): string {
  return `${markerOpening(state, { run: by.id, launch, scriptHash: hash })},"at":${now}}\n`
}

function listenersOf(listeners: Readonly<Record<number, Listener>>): HostFacts['listeners'] {
  return new Map(Object.entries(listeners).map(([port, listener]) => [Number(port), listener]))
}

/** A host with only these paths, on which these listen, by their ports. */
export function factsWith(
  paths: Readonly<Record<string, readonly HostPath[]>> = {},
  listeners: Readonly<Record<number, Listener>> = {},
): HostFacts {
  return {
    now,
    home: '/home/ann',
    paths: new Map(Object.entries(paths)),
    hidden: new Map(),
    listeners: listenersOf(listeners),
  }
}

export interface Asked {
  readonly container?: ContainerConfig
  readonly lifetime?: Lifetime
  readonly options?: PlanOptions
  readonly standings?: Readonly<Record<string, OwnerStanding>>
  readonly adoption?: Partial<Adoption>
  readonly setupScript?: string | null
  readonly sshd?: boolean
  readonly noLease?: string
  /** Hosts beside those that were observed. */
  readonly unobserved?: readonly string[]
  readonly facts?: ReadonlyMap<string, HostFacts>
}

/** A planner's input around what was seen. */
export function inputOf(seen: Readonly<Record<string, Observation>>, asked: Asked = {}): PlanInput {
  const hosts = [...Object.keys(seen), ...(asked.unobserved ?? [])]
  return {
    container: asked.container ?? wanted(asked.lifetime ?? 'per_run'),
    cluster: 'lab',
    scope: { file: '/lab/lab.json', suite: null, hosts: null, runs: [] },
    run: mine,
    adoption: { ...adoptsNothing, ...asked.adoption },
    hosts,
    observations: new Map(Object.entries(seen)),
    facts: asked.facts ?? new Map(hosts.map((host) => [host, factsWith()])),
    standings: new Map(Object.entries(asked.standings ?? {})),
    setupScript: asked.setupScript ?? null,
    sshd: asked.sshd ?? false,
    noLease: asked.noLease ?? null,
    options: asked.options ?? {},
  }
}

/**
 * A plan in short: the action of each host, `+script` where it is provisioned; or the code of the refusal with its
 * hosts.
 */
export function inShort({ action, hosts, refusal }: Plan): string {
  if (refusal !== null) return `${refusal.code} ${refusal.hosts.join(' ')}`
  const each = [...hosts].map(([host, plan]) => `${host} ${plan.action}${plan.provision ? '+script' : ''}`)
  return `${action}: ${each.join(', ')}`
}
