import { setTimeout as delay } from 'node:timers/promises'
import type { HostChannel, HostChannels, OpenChannelOptions } from '@berth/core/adapter'
import { connectionClosed, lostBeforeAsked, lostWhileStarting, notStarted } from '../errors/channel-errors.js'
import { connectAborted } from '../errors/connect-errors.js'
import { ChannelQueue } from './channel-queue.js'
import type { Link } from './link.js'
import { SharedAttempt } from './shared-attempt.js'

/** Milliseconds before a refused channel is asked for again: at first, and at most. */
const firstPause = 50
const longestPause = 1000

/** Refusals in a row, with no other channel of ours open, after which the host is believed: about 10 s. */
const patience = 14

/**
 * The channels of one host. Its connection is made when it is needed, shared by all, and made again after it was lost.
 */
export class SshChannels implements HostChannels {
  readonly #host: string
  readonly #openLink: (signal: AbortSignal) => Promise<Link>
  readonly #onIdle: () => void
  readonly #queue = new ChannelQueue()
  #attempt: SharedAttempt<Link> | undefined
  #link: Link | undefined
  #closed = false
  #usedAt = 0

  /** `onIdle` is told whenever the connection is open and nothing runs on it. */
  constructor(host: string, openLink: (signal: AbortSignal) => Promise<Link>, onIdle: () => void) {
    this.#host = host
    this.#openLink = openLink
    this.#onIdle = onIdle
  }

  /**
   * Since when nothing runs on the connection, on the clock of `performance.now`; undefined if something does, or the
   * connection goes through another one.
   */
  get idleSince(): number | undefined {
    const isOwn = this.#link?.open === true && !this.#link.isForwarded
    return isOwn && this.#queue.open === 0 ? this.#usedAt : undefined
  }

  /** Closes the connection until it is needed again. */
  async rest(): Promise<void> {
    await this.#link?.close()
  }

  /** Connects unless there is a connection. Rejects as `Transport.connect` does. */
  async connect(signal?: AbortSignal): Promise<Link> {
    if (this.#closed) throw connectionClosed(this.#host)
    if (this.#link?.open) return this.#link
    if (this.#attempt === undefined || this.#attempt.abandoned) this.#attempt = this.#newAttempt()
    return this.#attempt.join(signal, (reason) => connectAborted(this.#host, reason))
  }

  async open(commandLine: string, { urgent, signal }: OpenChannelOptions): Promise<HostChannel> {
    for (let refusals = 0; ; refusals += 1) {
      if (refusals > 0) await delay(Math.min(firstPause * 2 ** (refusals - 1), longestPause), undefined, { signal })
      const giveBack = await this.#queue.acquire(urgent, signal)
      try {
        const channel = await this.#exec(commandLine, signal)
        void channel.closed.then(() => {
          giveBack()
          this.#used()
        })
        return channel
      } catch (error) {
        const alone = this.#queue.open === 1
        const refused = isRefusal(error)
        if (refused) this.#queue.refused()
        giveBack()
        if (!refused) throw error
        if (alone && refusals >= patience) throw notStarted(this.#host, 'the host opens no session', error)
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#attempt?.abandon(connectionClosed(this.#host))
    await this.#link?.close()
  }

  #used(): void {
    this.#usedAt = performance.now()
    // Later, so that what has waited for the connection comes first.
    setImmediate(() => {
      if (this.idleSince !== undefined) this.#onIdle()
    })
  }

  #newAttempt(): SharedAttempt<Link> {
    const attempt = new SharedAttempt(async (signal) => {
      try {
        const link = await this.#openLink(signal)
        if (signal.aborted || this.#closed) {
          await link.close()
          throw connectAborted(this.#host, signal.reason)
        }
        this.#queue.reset()
        this.#link = link
        this.#used()
        return link
      } finally {
        if (this.#attempt === attempt) this.#attempt = undefined
      }
    })
    return attempt
  }

  /**
   * Asks the host to run a command line, once. A refusal to open a channel is rejected as it is, anything else as a
   * `BerthError`.
   */
  async #exec(commandLine: string, signal: AbortSignal | undefined): Promise<HostChannel> {
    const link = await this.connect(signal)
    // Aborting has no effect any more: from here on the command may run.
    try {
      return await link.exec(commandLine)
    } catch (error) {
      if (isRefusal(error)) throw error
      const asked = error instanceof Error && error.message === unanswered
      if (asked && !link.open) throw lostWhileStarting(this.#host, error)
      if (!link.open) throw lostBeforeAsked(this.#host, error)
      throw notStarted(this.#host, 'the host refused to run it', error)
    }
  }
}

/** The message of ssh2's error where the host had been asked to run the command and did not say yes. */
const unanswered = 'Unable to exec'

/** RFC 4254, 5.1: administratively prohibited, which no waiting changes. */
const prohibited = 1

/** The host opened no channel, so that nothing was run: more sessions than its sshd allows (MaxSessions). */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'reason' in error && typeof error.reason === 'number' && error.reason !== prohibited
}
