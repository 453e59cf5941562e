import { nameLines } from './host-names.js'
import { sshdFiles } from './paths.js'

/**
 * The text of the client's configuration: how root in one container reaches the others by any of their names. Other
 * users and other hosts are left alone, and what a user says in `~/.ssh/config` or on the command line goes first.
 */
export function clientConfig(names: Iterable<string>, port: number): string {
  const blocks = nameLines(names).map(
    (group) => `
Match localuser root originalhost ${group.join(',')}
  Port ${port}
  User root
  IdentityFile ${sshdFiles.clientKey}
  UserKnownHostsFile ${sshdFiles.knownHosts} ~/.ssh/known_hosts
  StrictHostKeyChecking yes
  CheckHostIP no
  UpdateHostKeys no
`,
  )
  return `# Written by Berth, which replaces it as needed.\n${blocks.join('')}`
}
