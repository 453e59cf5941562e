import type { LaunchSettings } from './launch.js'

/**
 * The argument vector of MPICH's Hydra. Its agent is told to be an rsh, which gets no options of ssh's. Daemons reach
 * the launcher by an address in place of its host's name, which others may not know.
 */
export function hydraWords(settings: LaunchSettings): readonly string[] {
  const { launcher, agent, hostfile, headAddress, ranks, network, tagOutput, variables, args, command } = settings
  const device = network?.interface ?? null
  return [
    launcher.path,
    '-f',
    hostfile,
    '-n',
    String(ranks),
    '-launcher',
    'rsh',
    '-launcher-exec',
    agent,
    '-localhost',
    headAddress,
    ...(device === null ? [] : ['-iface', device]),
    ...(tagOutput ? ['-prepend-rank'] : []),
    ...(variables.length === 0 ? ['-genvnone'] : ['-genvlist', variables.join()]),
    ...args,
    ...command,
  ]
}
