import { groupHosts, hostsText } from '../../errors/index.js'
import { failuresOf, onHosts } from '../../fanout/index.js'
import type { EventListener } from '../../lifetime/events.js'
import type { HeldContainer } from '../../lifetime/execute/held-container.js'
import type { Leases } from '../../lifetime/execute/leases.js'
import { leaseText } from '../../lifetime/lease/lease-text.js'
import type { CallOptions, HostAccess } from '../../lifetime/observe/host-access.js'
import { leaseOf } from '../../lifetime/owners/labels.js'
import { isEndless } from '../../program/index.js'
import { renewLease } from './renew-lease.js'

/** A container whose lease is renewed. */
interface Leased {
  readonly container: HeldContainer
  /** Seconds. */
  readonly lease: number
  /** Renewals that failed one after the other. */
  failures: number
}

/** Milliseconds for a renewal, where the lease leaves that much between two. */
const longestRenewal = 60_000

/**
 * Renews the leases of the containers that a cluster object works with, all at once every third of the shortest lease:
 * each has three tries before it runs out. Works beside everything else, never twice at once on one host, and never
 * keeps the process alive. A host that could not be renewed twice is warned of, once.
 */
export class LeaseKeeper implements Leases {
  readonly #access: HostAccess
  readonly #emit: EventListener
  readonly #leased = new Map<string, Leased>()
  readonly #warned = new Set<string>()
  /** The round that renews each of these hosts now. */
  readonly #underWay = new Map<string, Promise<void>>()
  /** Of the next round; and when that is due, by this process's clock. */
  #timer: NodeJS.Timeout | undefined
  #due = 0
  #stopping = new AbortController()

  constructor(access: HostAccess, emit: EventListener) {
    this.#access = access
    this.#emit = emit
  }

  hold(containers: ReadonlyMap<string, HeldContainer>): void {
    for (const [host, container] of containers) {
      const lease = leaseOf(container.labels)
      if (lease !== null) this.#leased.set(host, { container, lease, failures: 0 })
    }
    this.#schedule(performance.now())
  }

  /**
   * {@link hold}, of containers that are found: they are renewed at once, as how much is left is not known. Never
   * rejects; once the call is aborted, nobody waits for the renewal.
   */
  async holdOthers(containers: ReadonlyMap<string, HeldContainer>, { signal }: CallOptions): Promise<void> {
    this.hold(containers)
    await whileWanted(this.#round([...containers.keys()]), signal)
  }

  letGo(hosts: Iterable<string>): void {
    for (const host of hosts) this.#leased.delete(host)
  }

  renewed(host: string, printed: string): void {
    if (!isEndless(printed) || this.#warned.has(host)) return
    this.#warned.add(host)
    const message = `${host}: the image has no sleep, so the container has no lease: it stays until it is removed`
    this.#emit({ type: 'warning', message })
  }

  /** Renews nothing any more, until containers are held again; a renewal that is at work is ended. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#leased.clear()
    this.#underWay.clear()
    this.#stopping.abort(new Error('The containers are let go of'))
    this.#stopping = new AbortController()
  }

  /** Has the next round begin a third of the shortest lease after this, unless it is to begin earlier as it is. */
  #schedule(last: number): void {
    let shortest = Infinity
    for (const { lease } of this.#leased.values()) shortest = Math.min(shortest, lease)
    const due = last + (shortest * 1000) / 3
    if (this.#leased.size === 0 || (this.#timer !== undefined && this.#due <= due)) return
    clearTimeout(this.#timer)
    this.#due = due
    this.#timer = setTimeout(() => void this.#renewAll(), Math.max(0, due - performance.now()))
    this.#timer.unref()
  }

  async #renewAll(): Promise<void> {
    const { signal } = this.#stopping
    const began = performance.now()
    this.#timer = undefined
    await this.#round([...this.#leased.keys()])
    if (!signal.aborted) this.#schedule(began)
  }

  /** Renews the leases of these hosts; where that is under way it is waited for. Never rejects. */
  async #round(hosts: readonly string[]): Promise<void> {
    const underWay = new Set(hosts.flatMap((host) => this.#underWay.get(host) ?? []))
    const others = hosts.filter((host) => !this.#underWay.has(host))
    const round = this.#renew(others)
    for (const host of others) this.#underWay.set(host, round)
    await round
    for (const host of others) if (this.#underWay.get(host) === round) this.#underWay.delete(host)
    await Promise.all(underWay)
  }

  async #renew(hosts: readonly string[]): Promise<void> {
    const { signal } = this.#stopping
    const outcomes = await onHosts(hosts, 'renew the lease', async (host) => {
      const leased = this.#leased.get(host)
      if (leased === undefined) return
      const { container, lease } = leased
      const timeout = Math.min(longestRenewal, (lease * 1000) / 3)
      this.renewed(host, await renewLease(host, container, this.#access, { lease, timeout, signal }))
      leased.failures = 0
    })
    if (!signal.aborted) this.#warn(new Map([...failuresOf(outcomes)].map(([host, { reason }]) => [host, reason])))
  }

  #warn(failed: ReadonlyMap<string, string>): void {
    const twice = new Map<string, string>()
    for (const [host, reason] of failed) {
      const leased = this.#leased.get(host)
      if (leased === undefined) continue
      leased.failures += 1
      if (leased.failures < 2 || this.#warned.has(host)) continue
      this.#warned.add(host)
      twice.set(
        host,
        `of ${leaseText(leased.lease)} could not be renewed twice, and ends the container unless it can be before it is over: ${reason}`,
      )
    }
    for (const { hosts, value } of groupHosts(twice))
      this.#emit({ type: 'warning', message: `${hostsText(hosts)}: the lease ${value}` })
  }
}

/** Waits for work that never rejects, for as long as the call is not aborted. */
async function whileWanted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return
  await new Promise<void>((resolve) => {
    const end = (): void => {
      signal?.removeEventListener('abort', end)
      resolve()
    }
    signal?.addEventListener('abort', end)
    void work.then(end)
  })
}
