import { groupHosts, hostsText } from '../../errors/index.js'
import { failuresOf, onHosts } from '../../fanout/index.js'
import type { EventListener } from '../../lifetime/events.js'
import type { HeldContainer } from '../../lifetime/execute/held-container.js'
import type { Leases } from '../../lifetime/execute/leases.js'
import { leaseText } from '../../lifetime/lease/lease-text.js'
import type { HostAccess } from '../../lifetime/observe/host-access.js'
import { leaseOf } from '../../lifetime/owners/labels.js'
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
 * each has three tries before it runs out. Works beside everything else, never two rounds at once, and never keeps the
 * process alive. A host that could not be renewed twice is warned of, once.
 */
export class LeaseKeeper implements Leases {
  readonly #access: HostAccess
  readonly #emit: EventListener
  readonly #leased = new Map<string, Leased>()
  readonly #warned = new Set<string>()
  #timer: NodeJS.Timeout | undefined
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
    if (this.#timer === undefined) this.#schedule(0)
  }

  /** {@link hold}, of containers that others made: they are renewed at once, as how much is left is not known. */
  async holdOthers(containers: ReadonlyMap<string, HeldContainer>): Promise<void> {
    this.hold(containers)
    await this.#round([...containers.keys()])
  }

  letGo(hosts: Iterable<string>): void {
    for (const host of hosts) this.#leased.delete(host)
  }

  renewed(host: string, printed: string): void {
    if (printed.trim() !== 'endless' || this.#warned.has(host)) return
    this.#warned.add(host)
    const message = `${host}: the image has no sleep, so the container has no lease: it stays until it is removed`
    this.#emit({ type: 'warning', message })
  }

  /** Renews nothing any more, until containers are held again; a renewal that is at work is ended. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#leased.clear()
    this.#stopping.abort(new Error('The containers are let go of'))
    this.#stopping = new AbortController()
  }

  #schedule(passed: number): void {
    const leases = [...this.#leased.values()].map(({ lease }) => lease)
    if (leases.length === 0) return
    const between = (Math.min(...leases) * 1000) / 3
    this.#timer = setTimeout(() => void this.#renewAll(), Math.max(0, between - passed))
    this.#timer.unref()
  }

  async #renewAll(): Promise<void> {
    const { signal } = this.#stopping
    const began = performance.now()
    await this.#round([...this.#leased.keys()])
    if (!signal.aborted) this.#schedule(performance.now() - began)
  }

  async #round(hosts: readonly string[]): Promise<void> {
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
