import type { LaunchSettings } from './launch.js'
import { networkName } from './network-name.js'

/** The argument vector of Open MPI from 5 on. The daemons stay with their agents, as for earlier ones. */
export function prrteWords(settings: LaunchSettings): readonly string[] {
  const { launcher, agent, hostfile, ranks, hosts, asRoot, network, tagOutput, variables, args, command } = settings
  const parameters: readonly (readonly [string, string])[] = [
    ['plm', 'ssh'],
    ['plm_ssh_agent', `sh ${agent}`],
    ['plm_ssh_no_tree_spawn', '1'],
    ['plm_ssh_num_concurrent', String(Math.max(hosts, 1))],
    ...(network === null ? [] : ([['prte_if_include', networkName(network)]] as const)),
  ]
  return [
    launcher.path,
    ...(asRoot ? ['--allow-run-as-root'] : []),
    '--hostfile',
    hostfile,
    '-n',
    String(ranks),
    '--leave-session-attached',
    ...parameters.flatMap(([name, value]) => ['--prtemca', name, value]),
    ...(network === null ? [] : ['--mca', 'btl_tcp_if_include', networkName(network)]),
    ...(tagOutput ? ['--output', 'tag'] : []),
    ...variables.flatMap((name) => ['-x', name]),
    ...args,
    ...command,
  ]
}
