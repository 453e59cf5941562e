import { createHash } from 'node:crypto'

/** TCP ports, from the first to the last. */
export interface PortRange {
  readonly first: number
  readonly last: number
}

/** The port of an sshd of Berth's of which nothing says another. */
export const usualPort = 2224

/** Those that `auto` chooses from: below the ports that systems give to connections. */
const autoPorts: PortRange = { first: usualPort, last: 2287 }

/** The ports of a host that matter where sshd is to have this one. */
export function portsToLookAt(port: number | 'auto'): PortRange {
  return port === 'auto' ? autoPorts : { first: port, last: port }
}

/**
 * The first port of the range that nobody has, counted from where the seed says, so that those who choose at the same
 * time choose apart; null where all are taken. Equal arguments give the same port.
 */
export function choosePort(
  taken: ReadonlySet<number>,
  seed: string,
  { first, last }: PortRange = autoPorts,
): number | null {
  const many = last - first + 1
  const start = createHash('sha256').update(seed).digest().readUInt32BE() % many
  for (let step = 0; step < many; step += 1) {
    const port = first + ((start + step) % many)
    if (!taken.has(port)) return port
  }
  return null
}
