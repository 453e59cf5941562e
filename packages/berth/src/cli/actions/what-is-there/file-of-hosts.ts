import { type ClusterFile, ConfigError, readPastedHost } from '@berth/core'

/** Hosts as ssh names them, as a cluster file that has nothing else. Throws `ConfigError` for what names no host. */
export function fileOfHosts(hosts: readonly string[]): ClusterFile {
  const entries = hosts.map((text) => {
    const pasted = readPastedHost(text)
    if (pasted === undefined)
      throw new ConfigError([
        { path: '', message: `--host ${text} names no host; write gpu1, root@10.0.0.7 or gpu1:2222` },
      ])
    const { name, user, port } = pasted
    return [name, { ...(user !== undefined && { user }), ...(port !== undefined && { port }) }] as const
  })
  return { orchestrator: 'baremetal', node_dict: Object.fromEntries(entries) }
}
