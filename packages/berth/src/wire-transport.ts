import type { ClusterConfig, EventListener, Transport } from '@berth/core'
import { localTransport } from '@berth/transport-local'
import { sshTransport } from '@berth/transport-ssh'
import { RoutedTransport } from './routed-transport.js'

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1'])

/** Whether a host of a cluster file is this machine by its very name. */
export function isThisMachine(host: string): boolean {
  return loopback.has(host.toLowerCase())
}

/** SSH with the cluster file's credentials, but this machine's own names without it. */
export function wireTransport(
  { username, privateKeyFile, password }: ClusterConfig,
  onEvent: EventListener = () => undefined,
): Transport {
  const local = localTransport()
  const ssh = sshTransport({
    username,
    ...(privateKeyFile !== null && { privateKeyFile }),
    ...(password !== null && { password: () => password.reveal() }),
    onWarning: (message) => onEvent({ type: 'warning', message }),
  })
  return new RoutedTransport([local, ssh], (host) => (isThisMachine(host) ? local : ssh))
}
