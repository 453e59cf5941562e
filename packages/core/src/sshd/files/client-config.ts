import type { KnownHost } from '../trust.js'
import { nameLines } from './host-names.js'
import { sshdFiles } from './paths.js'

/** Bytes of names on one line: old versions of OpenSSH read lines of 1,023 bytes here. */
const lineLength = 900

/**
 * The text of the client's configuration: how root in one container reaches the others by any of their names. Other
 * users and other hosts are left alone, and what a user says in `~/.ssh/config` or on the command line goes first.
 */
export function clientConfig(hosts: ReadonlyMap<string, KnownHost>): string {
  const byPort = new Map<number, string[]>()
  for (const [name, { port }] of hosts) {
    const names = byPort.get(port)
    if (names === undefined) byPort.set(port, [name])
    else names.push(name)
  }
  const blocks = [...byPort]
    .sort(([a], [b]) => a - b)
    .flatMap(([port, names]) => nameLines(names, lineLength).map((line) => block(line, port)))
  return `# Written by Berth, which replaces it as needed.\n${blocks.join('')}`
}

function block(names: readonly string[], port: number): string {
  return `
Match localuser root originalhost ${names.join(',')}
  Port ${port}
  User root
  IdentityFile ${sshdFiles.clientKey}
  UserKnownHostsFile ${sshdFiles.knownHosts} ~/.ssh/known_hosts
  StrictHostKeyChecking yes
  CheckHostIP no
  UpdateHostKeys no
`
}
