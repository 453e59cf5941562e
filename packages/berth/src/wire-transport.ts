import type { ClusterConfig, EventListener, HostConfig, Transport } from '@berth/core'
import { localTransport } from '@berth/transport-local'
import type { SshTarget, SshTransportOptions } from '@berth/transport-ssh'
import { RoutedTransport } from './routed-transport.js'

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

/** Whether a host of a cluster file is this machine by its very name. */
export function isThisMachine(host: string): boolean {
  return loopback.has(host.toLowerCase())
}

/**
 * Options of SSH that a cluster file has no key for, and those that it has a key for: an option given here comes before
 * the cluster file.
 */
export type SshOptions = Omit<SshTransportOptions, 'hosts' | 'onWarning' | 'onNewHostKey'>

/** How the transport of a config is wired. */
export interface WireTransportOptions {
  readonly ssh?: SshOptions
  /** Told of warnings and of new host keys. */
  readonly onEvent?: EventListener | undefined
}

/**
 * The transport of a config: SSH, with what the cluster file says before the user's SSH configuration; but this
 * machine's own names are reached without SSH, unless the cluster file says how they are reached. The SSH transport is
 * loaded only for a cluster with a host that needs it.
 */
export async function wireTransport(
  config: ClusterConfig,
  { ssh: sshOptions = {}, onEvent = () => undefined }: WireTransportOptions = {},
): Promise<Transport> {
  const { username, privateKeyFile, password, hostKeyPolicy } = config
  const hosts = new Map(config.hosts.map((host) => [host.name, sshTarget(host)]))
  const isLocal = (host: string): boolean => isThisMachine(host) && Object.keys(hosts.get(host) ?? {}).length === 0
  const local = localTransport()
  if (config.hosts.every(({ name }) => isLocal(name))) return local
  const { sshTransport } = await import('@berth/transport-ssh')
  const ssh = sshTransport({
    hosts,
    ...(username !== null && { username }),
    ...(privateKeyFile !== null && { privateKeyFile }),
    ...(password !== null && { password: () => password.reveal() }),
    ...(hostKeyPolicy !== null && { hostKeyPolicy }),
    ...sshOptions,
    onWarning: (message) => onEvent({ type: 'warning', message }),
    onNewHostKey: (key) => onEvent({ type: 'host_key', ...key }),
  })
  return new RoutedTransport([local, ssh], (host) => (isLocal(host) ? local : ssh))
}

/** What the cluster file says of reaching one host. */
function sshTarget({ address, port, user, jump }: HostConfig): SshTarget {
  return {
    ...(address !== null && { address }),
    ...(port !== null && { port }),
    ...(user !== null && { username: user }),
    ...(jump !== null && { jump }),
  }
}
