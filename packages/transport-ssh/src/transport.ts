import { type ConnectOptions, type HostConnection, hostConnection, type Transport } from '@berth/core/adapter'
import pLimit from 'p-limit'
import { type Credentials, loginMethods } from './authentication.js'
import { connectAborted, connectError } from './errors.js'
import { HostKeyCheck } from './host-key-check.js'
import { UnusableKeyError } from './key-file.js'
import type { KnownHostsEntry } from './known-hosts.js'
import type { KnownHostsFile } from './known-hosts-file.js'
import { type Link, openLink } from './link.js'
import type { Keepalive } from './options.js'
import { openSocket } from './socket.js'
import { SshChannels } from './ssh-channels.js'
import type { Target } from './target.js'

/** What the transport works with: options with defaults filled in. */
export interface SshTransportSettings {
  readonly targetOf: (host: string) => Target
  readonly credentials: Credentials
  readonly knownHosts: KnownHostsFile
  readonly connectTimeout: number
  readonly keepalive: Keepalive
  readonly simultaneousHandshakes: number
}

interface ConnectedHost {
  readonly channels: SshChannels
  readonly connection: HostConnection
}

/** Commands over SSH: one connection for each host, shared by all work on it. */
export class SshTransport implements Transport {
  readonly name = 'ssh'
  readonly #settings: SshTransportSettings
  readonly #handshakes: ReturnType<typeof pLimit>
  readonly #hosts = new Map<string, ConnectedHost>()

  constructor(settings: SshTransportSettings) {
    this.#settings = settings
    this.#handshakes = pLimit(settings.simultaneousHandshakes)
  }

  async connect(host: string, { signal }: ConnectOptions = {}): Promise<HostConnection> {
    const { channels, connection } = this.#hosts.get(host) ?? this.#add(host)
    await channels.connect(signal)
    return connection
  }

  async close(): Promise<void> {
    await Promise.all([...this.#hosts.values()].map(({ connection }) => connection.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #add(host: string): ConnectedHost {
    const channels = new SshChannels(host, (signal) => this.#openLink(host, signal))
    const inner = hostConnection(host, channels)
    const close = (): Promise<void> => {
      if (this.#hosts.get(host) === added) this.#hosts.delete(host)
      return inner.close()
    }
    const added: ConnectedHost = { channels, connection: { ...inner, close, [Symbol.asyncDispose]: close } }
    this.#hosts.set(host, added)
    return added
  }

  async #openLink(host: string, signal: AbortSignal): Promise<Link> {
    const { connectTimeout, keepalive, knownHosts, targetOf } = this.#settings
    const target = targetOf(host)
    const methods = await this.#methods(host, target)
    const asked = performance.now()
    const socket = await openSocket(host, target, connectTimeout, signal)
    const timeout = Math.max(1, connectTimeout - (performance.now() - asked))
    return this.#handshakes(async () => {
      try {
        if (signal.aborted) throw connectAborted(host, signal.reason)
        const entries = await readKnownHosts(host, knownHosts)
        const hostKey = new HostKeyCheck(host, target, knownHosts, entries)
        return await openLink({ host, target, socket, hostKey, methods, keepalive, timeout, signal })
      } catch (error) {
        socket.destroy()
        throw error
      }
    })
  }

  async #methods(host: string, { username }: Target): ReturnType<typeof loginMethods> {
    try {
      return await loginMethods(username, this.#settings.credentials)
    } catch (error) {
      if (!(error instanceof UnusableKeyError)) throw error
      const { message, remedy, cause } = error
      throw connectError(host, { code: 'BERTH_AUTH_FAILED', message, remedy }, cause)
    }
  }
}

/** Without what is known, no key can be checked. */
async function readKnownHosts(host: string, file: KnownHostsFile): Promise<readonly KnownHostsEntry[]> {
  try {
    return await file.entries()
  } catch (cause) {
    throw connectError(
      host,
      {
        code: 'BERTH_HOST_KEY',
        message: `${file.path} cannot be read`,
        remedy: 'Make the file readable for the user who runs Berth.',
      },
      cause,
    )
  }
}
