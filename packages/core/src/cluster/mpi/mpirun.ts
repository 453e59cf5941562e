import type { ClusterConfig } from '../../config/index.js'
import { wantsSshd } from '../../config/wants-sshd.js'
import { HostsError } from '../../errors/index.js'
import { forManyHosts } from '../../fanout/index.js'
import { callEnvironment } from '../exec/call-environment.js'
import { milliseconds } from '../exec/duration.js'
import { hostRanks, rankVariables } from '../exec/per-host/host-ranks.js'
import type { CallTargets } from '../targets/call-targets.js'
import type { MpiOptions } from './mpi-options.js'
import type { MpiResult } from './mpi-result.js'
import { placeRanks } from './ranks/place-ranks.js'
import type { MpiJob } from './run/mpi-job.js'
import { runMpi } from './run/run-mpi.js'
import type { MpiLaunch } from './words/launch.js'

/** Runs a program with many ranks on the hosts of a call; see `Cluster.mpirun`. */
export async function mpirunOn(
  { hosts: asked, missing, containerOf, connect }: CallTargets,
  config: ClusterConfig,
  options: MpiOptions,
): Promise<MpiResult> {
  const { command, user, workingDirectory, mpi = 'auto', launch = 'auto', timeout } = options
  const { signal } = forManyHosts(options.signal ? { signal: options.signal } : {})
  const env = callEnvironment(config.envVars, options.env)
  if (missing.size > 0) throw new HostsError('run with mpirun', missing, asked.length)
  const byRank = [...hostRanks(asked, config)].sort(([, a], [, b]) => a.rank - b.rank)
  const placed = placeRanks(
    byRank.map(([host]) => host),
    options,
  )
  // Hosts without a rank have no part in it, and ranks among hosts have no gap.
  const ranks = hostRanks(
    placed.map(({ host }) => host),
    config,
  )
  const addresses = new Map(config.hosts.map(({ name, vpcIp }) => [name, vpcIp ?? name]))
  const ways = launch === 'auto' ? usualWays(config, user) : ([launch] as const)
  const job: Omit<MpiJob, 'launch'> = {
    command,
    placed,
    hosts: new Map(
      [...ranks].map(([host, rank]) => [
        host,
        { host, address: addresses.get(host) ?? host, variables: rankVariables(rank) },
      ]),
    ),
    shellOf: containerOf ?? connect,
    env,
    mpi,
    args: options.args ?? [],
    interface: options.interface === undefined || options.interface === 'auto' ? null : options.interface,
    place: { ...(user !== undefined && { user }), ...(workingDirectory !== undefined && { workingDirectory }) },
    tagOutput: options.tagOutput ?? false,
    askHost: async (host, call) => (await connect(host, call)).exec(['true'], call),
    lostAfter: milliseconds(options.lostAfter ?? '1.5s'),
    timeout: timeout === undefined ? undefined : milliseconds(timeout),
    signal,
    onOutput: options.onOutput,
    maxOutput: options.maxOutput,
  }
  return runMpi(job, ways)
}

function usualWays(config: ClusterConfig, user: string | undefined): readonly MpiLaunch[] {
  return wantsSshd(config) && user === undefined ? ['sshd', 'berth'] : ['berth']
}
