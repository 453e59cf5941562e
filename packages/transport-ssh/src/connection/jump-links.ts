import { connectAborted } from '../errors/connect-errors.js'
import { jumpFailed } from '../errors/jump-errors.js'
import type { Route } from '../target/target.js'
import type { Link } from './link.js'
import { SharedAttempt } from './shared-attempt.js'

/** The use of a connection to a jump host. */
export interface JumpLease {
  readonly link: Link
  /** Gives the connection back; the last user's release closes it and waits until it is closed. Idempotent. */
  readonly release: () => Promise<void>
}

interface SharedLink {
  readonly attempt: SharedAttempt<Link>
  link: Link | undefined
  users: number
}

/** Whatever tells a connection on a route from another one: where it leads, as whom, and what proves both sides. */
function keyOf({ jumps, target }: Route): string {
  return JSON.stringify([...jumps, target].map((each) => ({ ...each, name: null })))
}

/**
 * Connections to jump hosts: one for each route and way to log in, shared by all hosts behind the jump host, open while
 * one of them uses it.
 */
export class JumpLinks {
  readonly #openLink: (route: Route, signal: AbortSignal) => Promise<Link>
  readonly #shared = new Map<string, SharedLink>()

  constructor(openLink: (route: Route, signal: AbortSignal) => Promise<Link>) {
    this.#openLink = openLink
  }

  /** Connects to a jump host, for a host behind it. Rejects as `Transport.connect` does, naming the jump host. */
  async lease(host: string, route: Route, signal: AbortSignal): Promise<JumpLease> {
    const key = keyOf(route)
    const shared = this.#usable(key) ?? this.#add(key, route)
    shared.users += 1
    let released: Promise<void> | undefined
    const release = (): Promise<void> => {
      released ??= this.#release(key, shared)
      return released
    }
    try {
      return { link: await shared.attempt.join(signal, (reason) => connectAborted(host, reason)), release }
    } catch (error) {
      await release()
      throw jumpFailed(host, route.target, error)
    }
  }

  #usable(key: string): SharedLink | undefined {
    const shared = this.#shared.get(key)
    return shared === undefined || shared.attempt.abandoned || shared.link?.open === false ? undefined : shared
  }

  #add(key: string, route: Route): SharedLink {
    const attempt = new SharedAttempt(async (signal) => {
      try {
        const link = await this.#openLink(route, signal)
        if (signal.aborted) {
          await link.close()
          throw connectAborted(route.target.name, signal.reason)
        }
        shared.link = link
        return link
      } catch (error) {
        this.#forget(key, shared)
        throw error
      }
    })
    const shared: SharedLink = { attempt, link: undefined, users: 0 }
    this.#shared.set(key, shared)
    return shared
  }

  async #release(key: string, shared: SharedLink): Promise<void> {
    shared.users -= 1
    if (shared.users > 0) return
    this.#forget(key, shared)
    await shared.link?.close()
  }

  #forget(key: string, shared: SharedLink): void {
    if (this.#shared.get(key) === shared) this.#shared.delete(key)
  }
}
