import type { SshTransportOptions } from './options.js'

/** Where a host is reached, and as whom, with defaults filled in. */
export interface Target {
  readonly address: string
  readonly port: number
  readonly username: string
}

/** Where a host is reached. */
export function targetOf(host: string, { hosts, username }: Pick<SshTransportOptions, 'hosts' | 'username'>): Target {
  const named = typeof hosts === 'function' ? hosts(host) : hosts?.get(host)
  return { address: named?.address ?? host, port: named?.port ?? 22, username: named?.username ?? username }
}
