import type { Testbed } from '../contract/testbed.js'

/** The hosts as a table for people, and how to log in. */
export function hostsTable(testbed: Pick<Testbed, 'hosts' | 'keyFile' | 'knownHostsFile'>): string {
  const width = Math.max(...testbed.hosts.map((host) => host.name.length))
  const rows = testbed.hosts.map((host) => `${host.name.padEnd(width)}  ${host.address}`)
  const first = testbed.hosts[0]?.address ?? 'ADDRESS'
  const login = `ssh -i ${testbed.keyFile} -o UserKnownHostsFile=${testbed.knownHostsFile} berth@${first}`
  return `${rows.join('\n')}\n${login}\n`
}
