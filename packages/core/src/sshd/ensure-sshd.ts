import { onAllHosts } from '../fanout/index.js'
import { assertHostName } from './files/host-names.js'
import type { Inspection } from './inspection.js'
import type { SshdContainer } from './sshd-container.js'
import { keysToKeep, type PublicKeys, planSshd } from './sshd-plan.js'
import { applySshd } from './steps/apply.js'
import { type ClusterKeys, clusterKeys } from './steps/cluster-keys.js'
import { inspect } from './steps/inspect.js'
import { stepTimeout } from './steps/run-step.js'

/**
 * Milliseconds that {@link ensureSshd} takes at most: it looks at all containers, reads or makes the keys, and sets up
 * what is missing, each of these at once on all hosts.
 */
export const sshdLimit: number = 3 * stepTimeout

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
}

/**
 * Makes sure that an sshd of Berth's own listens in every container, and that root in each reaches all others by any of
 * their names without a prompt. Idempotent: containers where all is well are only looked at.
 *
 * The cluster's keys are taken over from the containers that have them, or made inside of the first one; they live in
 * the containers alone. Rejects with one `HostsError` once all hosts are done: of `BERTH_SSHD_PORT_TAKEN`,
 * `BERTH_SSHD_FAILED`, or what ended a step, as `BERTH_CONNECTION_LOST`.
 */
export async function ensureSshd(
  containers: readonly SshdContainer[],
  { port, cluster, signal }: EnsureSshdOptions,
): Promise<Map<string, SshdOutcome>> {
  const call = signal ? { signal } : {}
  if (containers.length === 0) return new Map()
  const names = containers.flatMap((container) => container.names)
  for (const name of names) assertHostName(name)
  const byHost = new Map(containers.map((container) => [container.host, container]))

  const inspections = await onAllHosts(byHost.keys(), 'inspect sshd', (host) => inspect(get(byHost, host), call))
  const { keys, privateKeys } = await agreeOnKeys(byHost, inspections, cluster, call)
  return onAllHosts(byHost.keys(), 'start sshd', async (host): Promise<SshdOutcome> => {
    const inspection = get(inspections, host)
    const plan = planSshd({ port, names, keys }, inspection)
    if (plan.action === 'nothing') return { sshd: 'already running', installed: false }
    const missing = hasKeys(inspection, keys) ? null : privateKeys
    await applySshd(get(byHost, host), plan, { port, keys: missing, ...call })
    const done = { start: 'started', restart: 'restarted', files: 'already running' } as const
    return { sshd: done[plan.action], installed: inspection.installed !== plan.installed }
  })
}

interface AgreedKeys {
  readonly keys: PublicKeys
  /** Private keys to install; null if every container has the keys already. */
  readonly privateKeys: ClusterKeys | null
}

/** The keys that exist, or new ones of the first host; private ones are only read if a container lacks them. */
async function agreeOnKeys(
  containers: ReadonlyMap<string, SshdContainer>,
  inspections: ReadonlyMap<string, Inspection>,
  cluster: string,
  call: { readonly signal?: AbortSignal },
): Promise<AgreedKeys> {
  const kept = keysToKeep(inspections)
  if (kept !== null && [...inspections.values()].every((inspection) => hasKeys(inspection, kept.keys))) {
    return { keys: kept.keys, privateKeys: null }
  }
  const [first = ''] = [...containers.keys()].sort()
  const privateKeys = await clusterKeys(get(containers, kept?.host ?? first), cluster, call)
  return { keys: privateKeys.publicKeys, privateKeys }
}

function hasKeys({ hostKey, clientKey }: Inspection, keys: PublicKeys): boolean {
  return hostKey === keys.hostKey && clientKey === keys.clientKey
}

function get<Value>(values: ReadonlyMap<string, Value>, host: string): Value {
  const value = values.get(host)
  if (value === undefined) throw new TypeError(`Nothing is known of ${host}`)
  return value
}
