import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Transport } from '@berth/core/adapter'
import { KeyFile } from './key-file.js'
import { KnownHostsFile } from './known-hosts-file.js'
import type { SshTransportOptions } from './options.js'
import { targetOf } from './target.js'
import { SshTransport } from './transport.js'

export type { Keepalive, SecretOption, SshTarget, SshTransportOptions } from './options.js'

/**
 * A transport that reaches hosts over SSH. Nothing is connected, and no file read, before the first `connect`.
 *
 * Each host has one connection, which all work on it shares. A connection that is lost ends the commands that run on it with
 * `endedBy: 'lost'`; they are not run again. The next command on the host connects anew first.
 *
 * @example
 * const transport = sshTransport({ username: 'me', privateKeyFile: '/home/me/.ssh/id_ed25519' })
 * const host = await transport.connect('node1')
 * const { stdout } = await host.exec(['hostname'])
 * await transport.close()
 */
export function sshTransport(options: SshTransportOptions): Transport {
  const { privateKeyFile, passphrase, password, agent = process.env.SSH_AUTH_SOCK } = options
  const {
    knownHostsFile = join(homedir(), '.ssh', 'known_hosts'),
    connectTimeout = 10_000,
    keepalive = { interval: 15_000, unanswered: 3 },
    simultaneousHandshakes = 32,
    onWarning = (message: string) => process.emitWarning(message, { code: 'BERTH_WARNING' }),
  } = options
  return new SshTransport({
    targetOf: (host) => targetOf(host, options),
    credentials: {
      key: privateKeyFile === undefined ? undefined : new KeyFile(privateKeyFile, passphrase),
      agent: agent === null || agent === '' ? undefined : agent,
      password,
    },
    knownHosts: new KnownHostsFile(knownHostsFile, (error) =>
      onWarning(`${knownHostsFile} cannot be written, so new host keys hold for this run only: ${String(error)}`),
    ),
    connectTimeout,
    keepalive,
    simultaneousHandshakes,
  })
}
