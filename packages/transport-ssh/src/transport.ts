import {
  BerthError,
  type ConnectOptions,
  type Examination,
  type HostConnection,
  hostConnection,
  type Passages,
  printable,
  type Transport,
} from '@berth/core/adapter'
import pLimit, { type LimitFunction } from 'p-limit'
import { JumpLinks } from './connection/jump-links.js'
import type { Link, LinkSocket } from './connection/link.js'
import { SshChannels } from './connection/ssh-channels.js'
import { afterTries, connectAborted, connectError } from './errors/connect-errors.js'
import { tooFewFiles } from './errors/out-of-files.js'
import { TurnedAwayError } from './errors/turned-away-error.js'
import { Windows } from './flow/windows.js'
import { tryHandshakes } from './handshake/handshake-tries.js'
import { HandshakeTurn } from './handshake/handshake-turn.js'
import { openLink } from './handshake/open-link.js'
import { openSocket } from './handshake/open-socket.js'
import type { Stopwatch } from './handshake/stopwatch.js'
import { HostKeyCheck, hostKeyNames } from './host-keys/host-key-check.js'
import type { KnownHostsSets } from './host-keys/known-hosts-set.js'
import { type LoginWays, loginWays } from './login/authentication.js'
import { UnusableKeyError } from './login/key-file.js'
import type { KeyFiles } from './login/key-files.js'
import { KeyRemarks } from './login/key-remarks.js'
import { Places } from './open-files/places.js'
import { placesWithin } from './open-files/places-within.js'
import type { NewHostKey, SecretOption } from './options.js'
import { openPassages } from './passages/passages.js'
import { SshConfigError } from './ssh-config/ssh-config-error.js'
import { describeRoute, type Route, routeToJump, type Target } from './target/target.js'

/** The transport's options with defaults filled in, and the parts that they configure. */
export interface SshTransportSettings {
  /**
   * The way to a host. Throws `SshConfigError`. Settings that are not heeded are given to `remark`, and told no more;
   * without it they are warnings, each once.
   */
  readonly routeTo: (host: string, remark?: (text: string) => void) => Route
  readonly keyFiles: KeyFiles
  readonly password: SecretOption | undefined
  readonly knownHosts: KnownHostsSets
  readonly simultaneousHandshakes: number
  readonly onWarning: (message: string) => void
  readonly onNewHostKey: (key: NewHostKey) => void
}

interface ConnectedHost {
  readonly channels: SshChannels
  readonly connection: HostConnection
}

/**
 * Handshakes at once with one sshd, which turns away some of those that are not logged in from its 10th on (MaxStartups
 * 10:30:100).
 */
const handshakesPerSshd = 8

/** Commands over SSH: one connection for each host, shared by all work on it. */
export class SshTransport implements Transport {
  readonly name = 'ssh'
  readonly #settings: SshTransportSettings
  readonly #handshakes: LimitFunction
  /** One limit for each sshd, by its route without a user name. */
  readonly #logins = new Map<string, LimitFunction>()
  readonly #jumps: JumpLinks
  readonly #keyRemarks = new KeyRemarks()
  readonly #hosts = new Map<string, ConnectedHost>()
  /** Connections from which commands reach other hosts. */
  readonly #passages = new Set<HostConnection>()
  readonly #windows = new Windows()
  /** For connections that this machine makes itself; those through a jump host are no files of this process. */
  readonly #places: Places

  constructor(settings: SshTransportSettings) {
    this.#settings = settings
    this.#handshakes = pLimit(settings.simultaneousHandshakes)
    this.#places = new Places({
      count: () => placesWithin(settings.simultaneousHandshakes),
      makeRoom: () => this.#rest(),
      onFull: () => settings.onWarning(tooFewFiles()),
    })
    this.#jumps = new JumpLinks((route, signal) => this.#openLink(route.target.name, route, signal))
  }

  async connect(host: string, { signal }: ConnectOptions = {}): Promise<HostConnection> {
    const { channels, connection } = this.#hosts.get(host) ?? this.#add(host)
    await channels.connect(signal)
    return connection
  }

  async examine(hosts: readonly string[]): Promise<Examination> {
    const errors = new Map<string, BerthError>()
    const remarks = new Map<string, readonly string[]>()
    for (const host of hosts) {
      const texts = new Set<string>()
      const route = this.#routeOrError(host, (text) => texts.add(printable(text)))
      if (route instanceof BerthError) errors.set(host, route)
      else for (const text of await this.#keyRemarks.of(route)) texts.add(printable(text))
      remarks.set(host, [...texts])
    }
    return { errors, remarks }
  }

  async openPassages(host: string, { signal }: ConnectOptions = {}): Promise<Passages> {
    const channels = new SshChannels(
      host,
      (until) => this.#openLink(host, this.#routeTo(host), until),
      () => undefined,
    )
    const connection = hostConnection(host, channels)
    const close = (): Promise<void> => {
      this.#passages.delete(connection)
      return connection.close()
    }
    this.#passages.add(connection)
    try {
      const link = await channels.connect(signal)
      return await openPassages({
        ...{ host, link, connection: { ...connection, close } },
        linkTo: async (other, options) => (this.#hosts.get(other) ?? this.#add(other)).channels.connect(options.signal),
      })
    } catch (error) {
      await close()
      throw error
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#passages].map((connection) => connection.close()))
    await Promise.all([...this.#hosts.values()].map(({ connection }) => connection.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #add(host: string): ConnectedHost {
    const openLink = async (signal: AbortSignal): Promise<Link> => this.#openLink(host, this.#routeTo(host), signal)
    const channels = new SshChannels(host, openLink, () => this.#places.offer())
    const inner = hostConnection(host, channels)
    const close = (): Promise<void> => {
      if (this.#hosts.get(host) === added) this.#hosts.delete(host)
      return inner.close()
    }
    const added: ConnectedHost = { channels, connection: { ...inner, close, [Symbol.asyncDispose]: close } }
    this.#hosts.set(host, added)
    return added
  }

  /** Closes the connection of its own on which nothing has run for the longest time, until it is needed again. */
  #rest(): void {
    let longest: SshChannels | undefined
    for (const { channels } of this.#hosts.values()) {
      const since = channels.idleSince
      if (since !== undefined && since < (longest?.idleSince ?? Number.POSITIVE_INFINITY)) longest = channels
    }
    void longest?.rest()
  }

  #routeTo(host: string): Route {
    const route = this.#routeOrError(host)
    if (route instanceof BerthError) throw route
    return route
  }

  #routeOrError(host: string, remark?: (text: string) => void): Route | BerthError {
    try {
      return this.#settings.routeTo(host, remark)
    } catch (error) {
      if (!(error instanceof SshConfigError)) throw error
      const { message, remedy, cause } = error
      return connectError(host, { code: 'BERTH_HOST_UNREACHABLE', message, remedy }, cause)
    }
  }

  /** Connects to the target of a route, through its jump hosts. Errors are about `host`. */
  async #openLink(host: string, route: Route, signal: AbortSignal): Promise<Link> {
    const { target } = route
    const ways = await this.#ways(host, target)
    const routeOfJump = routeToJump(route)
    if (routeOfJump === undefined) {
      return this.#logIn({ host, route, ways, signal }, (watch) => this.#openSocket(host, target, watch, signal))
    }
    const { link, release } = await this.#jumps.lease(host, routeOfJump, signal)
    try {
      const jump = routeOfJump.target.name
      return await this.#logIn({ host, route, ways, signal, onClosed: release }, (watch) =>
        link.forward({ host, target, jump, timeout: timeoutOf(watch), signal }),
      )
    } catch (error) {
      await release()
      throw error
    }
  }

  /** A connected socket, as soon as there is a place for it. The watch stops while a place is waited for. */
  async #openSocket(host: string, target: Target, watch: Stopwatch, signal: AbortSignal): Promise<LinkSocket> {
    watch.stop()
    const giveBack = await this.#places.take(signal).catch((reason: unknown) => {
      throw connectAborted(host, reason)
    })
    watch.go()
    try {
      const socket = await openSocket(host, target, timeoutOf(watch), signal)
      return socket.once('close', giveBack)
    } catch (error) {
      giveBack()
      throw error
    }
  }

  /** Tries until the host takes the login, or the time to connect is up. */
  #logIn(login: Login, openStream: (watch: Stopwatch) => Promise<LinkSocket>): Promise<Link> {
    const { host, route, signal } = login
    const { target } = route
    return this.#loginsAt(route)(() => {
      if (signal.aborted) throw connectAborted(host, signal.reason)
      return tryHandshakes((watch) => this.#shakeHands(login, openStream, watch), {
        limit: target.connectTimeout,
        signal,
        aborted: () => connectAborted(host, signal.reason),
        failed: (error, tries) => afterTries(host, target, error, tries),
      })
    })
  }

  /** Connects, handshakes and logs in. The watch stops while other hosts' handshakes are waited for. */
  async #shakeHands(
    { host, route: { target }, ways, signal, onClosed }: Login,
    openStream: (watch: Stopwatch) => Promise<LinkSocket>,
    watch: Stopwatch,
  ): Promise<Link> {
    const socket = await openStream(watch)
    const turn = new HandshakeTurn({ turns: this.#handshakes, socket, watch, signal })
    try {
      const said = await turn.begin()
      const hostKey = await this.#hostKeyCheck(host, target)
      if (signal.aborted) throw connectAborted(host, signal.reason)
      if (socket.destroyed || socket.readableEnded) throw new TurnedAwayError(said)
      const windows = this.#windows
      return await openLink({ host, target, socket, windows, hostKey, ways, turn, watch, signal, onClosed })
    } catch (error) {
      socket.destroy()
      throw error
    } finally {
      turn.end()
    }
  }

  /**
   * Limits the logins under way at one sshd, as sshd counts them: from connecting to being logged in. The pauses of a
   * login that is turned away count too: other logins would only be turned away in its stead.
   */
  #loginsAt(route: Route): LimitFunction {
    const sshd = describeRoute({ ...route, target: { ...route.target, username: '' } })
    const known = this.#logins.get(sshd)
    if (known !== undefined) return known
    const limit = pLimit(handshakesPerSshd)
    this.#logins.set(sshd, limit)
    return limit
  }

  async #hostKeyCheck(host: string, target: Target): Promise<HostKeyCheck> {
    const { knownHosts, onWarning: warn, onNewHostKey: onNewKey } = this.#settings
    const known = knownHosts.of(target.knownHosts)
    const entries = await known.about(host, hostKeyNames(target))
    return new HostKeyCheck({ host, target, known, entries, warn, onNewKey })
  }

  async #ways(host: string, target: Target): Promise<LoginWays> {
    const { keyFiles, password } = this.#settings
    try {
      return await loginWays(target, keyFiles, password)
    } catch (error) {
      if (!(error instanceof UnusableKeyError)) throw error
      const { message, remedy, cause } = error
      throw connectError(host, { code: 'BERTH_AUTH_FAILED', message, remedy }, cause)
    }
  }
}

function timeoutOf({ left }: Stopwatch): number {
  return Math.max(1, Math.ceil(left))
}

interface Login {
  readonly host: string
  readonly route: Route
  readonly ways: LoginWays
  readonly signal: AbortSignal
  readonly onClosed?: () => Promise<void>
}
