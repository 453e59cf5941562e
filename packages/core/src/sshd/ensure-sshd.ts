import { operationError, operationOn } from '../command/operation/index.js'
import { type BerthError, HostsError } from '../errors/index.js'
import { onAllHosts } from '../fanout/index.js'
import { assertHostName, everyForm } from './files/host-names.js'
import { sharedFiles } from './files/shared-files.js'
import type { Inspection } from './inspection.js'
import { keysOf, keysToKeep } from './keys-to-keep.js'
import { sshdOperations } from './operations.js'
import type { SshdContainer } from './sshd-container.js'
import { type PublicKeys, planSshd } from './sshd-plan.js'
import { applySshd } from './steps/apply.js'
import { type ClusterKeys, clusterKeys } from './steps/cluster-keys.js'
import { inspect } from './steps/inspect.js'
import { readTrust } from './steps/read-trust.js'
import { stepTimeout } from './steps/run-step.js'
import { mergeTrust, type Trust, trustAmong } from './trust.js'

/** Options of {@link ensureSshd}. */
export interface EnsureSshdOptions {
  /** TCP port of every container's sshd. */
  readonly port: number
  /** Name of the cluster: the comment of its keys. */
  readonly cluster: string
  /** Ends what is under way in the containers and rejects with `BERTH_ABORTED`. An sshd that was started goes on. */
  readonly signal?: AbortSignal
}

/**
 * What was done in one container. `already running`: nothing was done, or only files were installed, which the running
 * sshd reads anew for each connection. `restarted`: the sshd's port, environment or host key had changed; open sessions
 * go on.
 */
export interface SshdOutcome {
  readonly sshd: 'started' | 'restarted' | 'already running'
  /** Whether files were installed. */
  readonly installed: boolean
  /**
   * Why ssh in this container connects to no other, in its own words: it refuses a file of root's that is not Berth's.
   * Default is that it does connect.
   */
  readonly clientRefusal?: string
}

/**
 * Makes sure that an sshd of Berth's own listens in every container, and that root in each reaches all others by any of
 * their names without a prompt. Idempotent: containers where all is well are only looked at.
 *
 * Nothing that worked stops working: a container keeps its keys for as long as it is there, and trusts whom it has
 * trusted before, hosts outside of this call included. A container without keys takes those that most of the set has;
 * where there are none, they are made inside of the first one. Keys live in the containers alone.
 *
 * Rejects with one `HostsError` once all hosts are done: of `BERTH_SSHD_PORT_TAKEN`, `BERTH_SSHD_FAILED`, or what ended
 * a step, as `BERTH_CONNECTION_LOST`.
 */
export async function ensureSshd(
  containers: readonly SshdContainer[],
  options: EnsureSshdOptions,
): Promise<Map<string, SshdOutcome>> {
  for (const name of containers.flatMap(({ names }) => names)) assertHostName(name)
  const byHost = new Map(containers.map((container) => [container.host, container]))
  const outcomes = new Map<string, SshdOutcome>()
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const changed: string[] = []
    for (const [host, outcome] of await attemptSshd(byHost, options)) {
      if (outcome === 'changed') changed.push(host)
      else outcomes.set(host, joined(outcomes.get(host), outcome))
    }
    if (changed.length === 0) return outcomes
    if (attempt === attempts - 1) throw new HostsError('start sshd', new Map(changed.map(busy)), byHost.size)
  }
  return outcomes
}

/** How often a plan is made anew because another process has changed a container in the middle. */
const attempts = 5

/**
 * Milliseconds that {@link ensureSshd} takes at most: each attempt looks at all containers, reads whom they trust,
 * reads or makes keys, and sets up what is missing, each of these at once on all hosts.
 */
export const sshdLimit: number = attempts * 4 * stepTimeout

type Call = { readonly signal?: AbortSignal }

/** One look at all containers, and what follows from it. */
async function attemptSshd(
  byHost: ReadonlyMap<string, SshdContainer>,
  { port, cluster, signal }: EnsureSshdOptions,
): Promise<Map<string, SshdOutcome | 'changed'>> {
  const call = signal ? { signal } : {}
  const inspections = await onAllHosts(byHost.keys(), 'inspect sshd', (host) => inspect(get(byHost, host), call))
  const before = await trustBefore(byHost, inspections, port, call)
  const { keys, privateKeys } = await agreeOnKeys(byHost, inspections, before, cluster, call)
  const now = trustAmong(
    [...byHost].map(([host, { names }]) => ({ names: everyForm(names), ...get(keys, host) })),
    port,
  )
  const files = sharedFiles(mergeTrust(now, before, port))
  return onAllHosts(byHost.keys(), 'start sshd', async (host): Promise<SshdOutcome | 'changed'> => {
    const inspection = get(inspections, host)
    const plan = planSshd({ port, files, keys: get(keys, host) }, inspection)
    const refusal = inspection.clientRefusal === null ? {} : { clientRefusal: inspection.clientRefusal }
    if (plan.action === 'nothing') return { sshd: 'already running', installed: false, ...refusal }
    const given = keysOf(inspection) === null ? privateKeys : null
    if ((await applySshd(get(byHost, host), plan, { port, keys: given, ...call })) === 'changed') return 'changed'
    const done = { start: 'started', restart: 'restarted', files: 'already running' } as const
    const installed = inspection.installed !== plan.installed || inspection.trusted !== files.trusted
    return { sshd: done[plan.action], installed, ...refusal }
  })
}

/**
 * Whom the containers have trusted until now. Containers that say that they trust the same are asked once, and those
 * that trust just each other, as this call would have it, not at all.
 */
async function trustBefore(
  byHost: ReadonlyMap<string, SshdContainer>,
  inspections: ReadonlyMap<string, Inspection>,
  port: number,
  call: Call,
): Promise<Trust[]> {
  const members = [...byHost].flatMap(([host, { names }]) => {
    const keys = keysOf(get(inspections, host))
    return keys === null ? [] : [{ names: everyForm(names), ...keys }]
  })
  const among = trustAmong(members, port)
  const { trusted: eachOther } = sharedFiles(among)
  const toAsk = new Map<string, string>()
  for (const [host, { trusted }] of inspections) {
    if (trusted === 'unknown') toAsk.set(`unknown ${host}`, host)
    else if (trusted !== 'none' && trusted !== eachOther && !toAsk.has(trusted)) toAsk.set(trusted, host)
  }
  const answers = await onAllHosts(toAsk.values(), 'read known hosts', (host) => readTrust(get(byHost, host), call))
  return [among, ...answers.values()]
}

interface AgreedKeys {
  /** The keys that each container has, or is given. */
  readonly keys: ReadonlyMap<string, PublicKeys>
  /** Private keys for the containers that have none; null if every container has its own. */
  readonly privateKeys: ClusterKeys | null
}

/** Every container's own keys; those that have none get the set's, whose private halves are only read for them. */
async function agreeOnKeys(
  byHost: ReadonlyMap<string, SshdContainer>,
  inspections: ReadonlyMap<string, Inspection>,
  before: readonly Trust[],
  cluster: string,
  call: Call,
): Promise<AgreedKeys> {
  const own = new Map(
    [...inspections].flatMap(([host, inspection]) => {
      const keys = keysOf(inspection)
      return keys === null ? [] : [[host, keys] as const]
    }),
  )
  if (own.size === byHost.size) return { keys: own, privateKeys: null }
  const [first = ''] = [...byHost.keys()].sort()
  const giver = keysToKeep(inspections, before)?.host ?? first
  const privateKeys = await clusterKeys(get(byHost, giver), cluster, call)
  const keys = new Map([...byHost.keys()].map((host) => [host, own.get(host) ?? privateKeys.publicKeys]))
  return { keys, privateKeys }
}

/** What was done in one container by several attempts. */
function joined(earlier: SshdOutcome | undefined, later: SshdOutcome): SshdOutcome {
  if (earlier === undefined) return later
  const sshd = later.sshd === 'already running' ? earlier.sshd : later.sshd
  return { sshd, installed: earlier.installed || later.installed }
}

function busy(host: string): [string, BerthError] {
  const error = operationError(operationOn(host, sshdOperations.start), {
    reason: 'other processes change its sshd again and again',
    remedy: 'Run it again once they are done.',
  })
  return [host, error]
}

function get<Value>(values: ReadonlyMap<string, Value>, host: string): Value {
  const value = values.get(host)
  if (value === undefined) throw new TypeError(`Nothing is known of ${host}`)
  return value
}
