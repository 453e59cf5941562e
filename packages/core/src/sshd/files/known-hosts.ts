import type { KnownHost } from '../trust.js'
import { isHostName, nameLines } from './host-names.js'

/** Bytes of names on one line: old versions of OpenSSH read lines of 8,191 bytes here, key included. */
const lineLength = 4000

/** Bytes that a name takes beside its own: `[`, `]:` and a port. */
const aroundName = 8

/** The text of known_hosts: every name with its port, and each key that the name may present. */
export function knownHosts(hosts: ReadonlyMap<string, KnownHost>): string {
  const groups = new Map<string, { readonly port: number; readonly hostKey: string; readonly names: string[] }>()
  for (const [name, { port, hostKeys }] of hosts) {
    for (const hostKey of hostKeys) {
      const identity = `${port} ${hostKey}`
      const group = groups.get(identity) ?? { port, hostKey, names: [] }
      group.names.push(name)
      groups.set(identity, group)
    }
  }
  const lines = [...groups].sort(byFirst).flatMap(([, { port, hostKey, names }]) => {
    const longest = names.reduce((most, name) => Math.max(most, name.length), 1)
    const length = Math.floor((lineLength * longest) / (longest + aroundName))
    return nameLines(names, length).map((line) => `${line.map((name) => knownName(name, port)).join(',')} ${hostKey}\n`)
  })
  return lines.join('')
}

/** A host as known_hosts names it: with its port, unless that is 22. */
export function knownName(name: string, port: number): string {
  return port === 22 ? name : `[${name}]:${port}`
}

/** Reads a text of {@link knownHosts}; lines that Berth would not have written are left out. */
export function parseKnownHosts(text: string): Map<string, KnownHost> {
  const hosts = new Map<string, { port: number; hostKeys: string[] }>()
  for (const line of text.split('\n')) {
    const [, names = '', hostKey] = /^(\S+) (ssh-\S+ \S+)$/.exec(line) ?? []
    if (hostKey === undefined) continue
    for (const word of names.split(',')) {
      const [, bracketed, digits = '22'] = /^\[(.+)\]:(\d+)$/.exec(word) ?? []
      const [name, port] = [bracketed ?? word, Number(digits)]
      if (!isHostName(name) || port < 1 || port > 65_535) continue
      const host = hosts.get(name)
      if (host === undefined) hosts.set(name, { port, hostKeys: [hostKey] })
      else if (host.port === port) host.hostKeys.push(hostKey)
    }
  }
  return hosts
}

function byFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
