import { isIPv6, SocketAddress } from 'node:net'

/**
 * Whether a text is a host name or an address, an IPv6 address with a zone included: any other text could have a
 * meaning of its own in a pattern. Every address that a cluster file may hold is one.
 */
export function isHostName(text: string): boolean {
  return /^[A-Za-z0-9_:][\w.:-]*(?:%[\w.-]+)?$/.test(text)
}

/** Throws `TypeError` for a text that {@link isHostName} refuses. */
export function assertHostName(name: string): void {
  if (!isHostName(name)) throw new TypeError(`Not a host name or address: ${JSON.stringify(name)}`)
}

/**
 * Names and addresses, each once, an IPv6 address also in the form in which OpenSSH looks for it among the known hosts,
 * however it was written.
 */
export function everyForm(names: Iterable<string>): string[] {
  return [...new Set([...names].flatMap((name) => [name, canonical(name)]))]
}

function canonical(name: string): string {
  const [address = '', ...zone] = name.split('%')
  if (!isIPv6(address)) return name
  return [new SocketAddress({ address, family: 'ipv6' }).address, ...zone].join('%')
}

/**
 * Names, each once and sorted, in as few lines as hold them: the names of a line have at most `length` bytes with their
 * commas, or are one name. Throws `TypeError` for what is no name.
 */
export function nameLines(names: Iterable<string>, length: number): string[][] {
  const sorted = [...new Set(names)].sort()
  const lines: string[][] = []
  let left = 0
  for (const name of sorted) {
    assertHostName(name)
    const line = lines.at(-1)
    if (line === undefined || name.length + 1 > left) {
      lines.push([name])
      left = length - name.length
    } else {
      line.push(name)
      left -= name.length + 1
    }
  }
  return lines
}
