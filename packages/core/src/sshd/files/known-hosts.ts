import { nameLines } from './host-names.js'

/** The text of the cluster's known_hosts: one host key, under every name of every host. */
export function knownHosts(names: Iterable<string>, port: number, hostKey: string): string {
  const lines = nameLines(names).map((group) => `${group.map((name) => knownName(name, port)).join(',')} ${hostKey}\n`)
  return lines.join('')
}

/** A host as known_hosts names it: with its port, unless that is 22. */
export function knownName(name: string, port: number): string {
  return port === 22 ? name : `[${name}]:${port}`
}
