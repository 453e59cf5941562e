import type { LaunchSettings } from './launch.js'
import { networkName } from './network-name.js'

/**
 * The argument vector of Open MPI up to 4. The daemons stay with the agents that start them, so that whoever ends an
 * agent's command ends its daemon; so the launcher may not hold back agents until others have ended, nor leave it to
 * daemons to start others, as these have no agent: they look for the agent's first word all the same, and end where
 * there is no such program.
 */
export function orteWords(settings: LaunchSettings): readonly string[] {
  const { launcher, agent, hostfile, ranks, hosts, asRoot, network, tagOutput, variables, args, command } = settings
  const parameters: readonly (readonly [string, string])[] = [
    ['plm', 'rsh'],
    ['plm_rsh_agent', `sh ${agent}`],
    ['plm_rsh_no_tree_spawn', '1'],
    ['plm_rsh_num_concurrent', String(Math.max(hosts, 1))],
    ...deadPeers,
    ...(network === null
      ? []
      : ([
          ['oob_tcp_if_include', networkName(network)],
          ['btl_tcp_if_include', networkName(network)],
        ] as const)),
  ]
  return [
    launcher.path,
    ...(asRoot ? ['--allow-run-as-root'] : []),
    '--hostfile',
    hostfile,
    '-n',
    String(ranks),
    '--leave-session-attached',
    ...parameters.flatMap(([name, value]) => ['--mca', name, value]),
    ...(tagOutput ? ['--tag-output'] : []),
    ...variables.flatMap((name) => ['-x', name]),
    ...args,
    ...command,
  ]
}

/**
 * Daemons find out within some ten seconds that the one at the other end of a connection is gone, as where a host was
 * cut off; without these, within minutes.
 */
const deadPeers: readonly (readonly [string, string])[] = [
  ['oob_tcp_keepalive_time', '5'],
  ['oob_tcp_keepalive_intvl', '1'],
  ['oob_tcp_keepalive_probes', '5'],
]
