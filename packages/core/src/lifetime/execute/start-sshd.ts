import { type ClusterConfig, wantsSshd } from '../../config/index.js'
import { BerthError, HostsError, hostsText } from '../../errors/index.js'
import { onAllHosts } from '../../fanout/index.js'
import { ensureSshd, reachableNames, type SshdOutcome } from '../../sshd/index.js'
import { type EventListener, reportedTogether } from '../events.js'
import type { CallOptions, HostAccess } from '../observe/host-access.js'
import { agreedSshdPort, labelNames } from '../owners/labels.js'
import { ourLabels } from '../owners/ownership.js'
import type { Run } from '../owners/run.js'
import { containerShell } from './container-shell.js'
import type { HeldContainer } from './held-container.js'

/** What starting sshd needs, beside the containers. */
export interface SshdContext extends HostAccess {
  readonly config: ClusterConfig
  readonly emit: EventListener
}

/**
 * The sshd step of an `up`: in all containers, where the cluster file and their owners let it. Rejects as
 * {@link startSshd} does.
 */
export async function startWantedSshd(
  containers: ReadonlyMap<string, HeldContainer>,
  context: SshdContext & { readonly run: Run },
  call: CallOptions,
): Promise<void> {
  const { config, container, run, emit } = context
  if (!wantsSshd(config)) return
  // The plan has told of containers apart from their host's network, and refused them where sshd is asked for.
  if (container.sshd !== true && offHostNetwork(containers).length > 0) return
  const ours = [...containers.values()].every((one) => ourLabels(one, config.clusterName, run.owner.user) !== null)
  if (ours || container.sshd === true) await startSshd(containers, context, call)
  else {
    emit({
      type: 'warning',
      message: 'no sshd is started, for some containers are not ours; sshd: true has it started in them too',
    })
  }
}

/** Has an sshd of Berth's own run in every container, whoever's they are. Rejects as `Cluster.ensureSshd` does. */
export async function startSshd(
  containers: ReadonlyMap<string, HeldContainer>,
  context: SshdContext,
  call: CallOptions,
): Promise<void> {
  const { config, container, hosts, emit } = context
  const apart = offHostNetwork(containers)
  if (apart.length > 0) throw new HostsError('start sshd', new Map(apart.map(networkError)), hosts.length)
  const shells = await onAllHosts(hosts, 'start sshd', (host) =>
    containerShell(context, host, containers.get(host), call),
  )
  const names = new Map(config.hosts.map((host) => [host.name, reachableNames(host)]))
  const members = [...shells].map(([host, shell]) => {
    const container = containers.get(host)
    const launch = container?.labels[labelNames.launch] ?? container?.id ?? ''
    return { ...shell, names: names.get(host) ?? [host], launch }
  })
  const labels = [...hosts].sort().map((host) => containers.get(host)?.labels ?? {})
  const port = container.sshdPort === 'auto' ? agreedSshdPort(labels) : container.sshdPort
  const outcomes = await reportedTogether(emit, 'sshd', [...shells.keys()], () =>
    ensureSshd(members, { port, cluster: config.clusterName, ...call }),
  )
  for (const message of refusalsOfClients(outcomes)) emit({ type: 'warning', message })
}

/** A warning for each thing that ssh in the containers refuses to work with. */
function refusalsOfClients(outcomes: ReadonlyMap<string, SshdOutcome>): readonly string[] {
  const hostsOf = new Map<string, string[]>()
  for (const [host, { clientRefusal }] of outcomes)
    if (clientRefusal !== undefined) hostsOf.set(clientRefusal, [...(hostsOf.get(clientRefusal) ?? []), host])
  return [...hostsOf].map(
    ([refusal, hosts]) =>
      `${hostsText(hosts)}: sshd runs, and ssh in the container connects to no other, nor does mpirun: ${refusal}; give it a file of root's own`,
  )
}

/** The hosts whose container is known to be apart from the host's network. */
function offHostNetwork(containers: ReadonlyMap<string, HeldContainer>): string[] {
  return [...containers].filter(([, { hostNetwork }]) => hostNetwork === false).map(([host]) => host)
}

function networkError(host: string): [string, BerthError] {
  const error = new BerthError({
    code: 'BERTH_SSHD_FAILED',
    host,
    operation: 'start sshd',
    message: "the container does not share its host's network, so no other host would reach its sshd",
    remedy: 'Have it made anew with runtime.args.network "host".',
  })
  return [host, error]
}
