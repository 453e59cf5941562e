import type { ContainerRuntime, ImageIdentity, RuntimeCapabilities, Transport } from '@berth/core/adapter'
import type { MemoryClock } from './clock/clock.js'
import { virtualClock } from './clock/virtual-clock.js'
import { memoryRuntime } from './engine/runtime.js'
import type { MemoryProgram, MemoryResponder } from './hosts/answers/memory-program.js'
import type { DoCall } from './hosts/connection.js'
import { injected, type MemoryCall, type MemoryFault, MemoryFaults } from './hosts/faults.js'
import { MemoryHost } from './hosts/host.js'
import { memoryTransport } from './hosts/transport.js'

/** Options of {@link memoryCluster}. */
export interface MemoryClusterOptions {
  /** Names of the hosts, as in the cluster file. */
  readonly hosts: readonly string[]
  /** Images that every host has, and can pull: by their references, see {@link memoryImage}. Default is none. */
  readonly images?: Readonly<Record<string, ImageIdentity>>
  /** Images that every host can pull, beside `images`. Default is none. */
  readonly registry?: Readonly<Record<string, ImageIdentity>>
  /** Default is a {@link virtualClock} that passes by itself. */
  readonly clock?: MemoryClock
  /**
   * Programs of the hosts and containers, by their names, in place of or beside those that there are. Default is none:
   * an unknown program is "not found", with exit code 127.
   */
  readonly programs?: Readonly<Record<string, MemoryProgram>>
  /** Asked first at each start of a program. Default answers nothing. */
  readonly respond?: MemoryResponder
  /** What the runtime declares. Default is all that there is. */
  readonly capabilities?: Partial<RuntimeCapabilities>
}

/**
 * A cluster without machines: hosts with engines, images and files, all of it in memory, and faults to inject. Nothing
 * is ever run on this machine.
 */
export class MemoryCluster {
  /** By their names. */
  readonly hosts: ReadonlyMap<string, MemoryHost>
  readonly clock: MemoryClock
  readonly transport: Transport
  /** To be picked by `runtime.name: memory`. */
  readonly runtime: ContainerRuntime
  /**
   * Every change that was asked for, in that order, also one that then failed or was never done ({@link ids} says what
   * there is): `launch a`, `restart a a-1`, `remove a a-1`.
   */
  readonly changes: string[] = []
  /** Every call that was asked for, in that order: `connect a`, `observe a`. */
  readonly calls: string[] = []
  /** Hosts on which a setup script was begun, in that order. */
  readonly setUps: string[] = []
  /**
   * Waited for before each call is done, which it is told as `launch a`, and as `removal a` once the guard of a removal
   * lets the container go: the place to order what happens at the same time. Default goes on at once.
   */
  pace: (call: string) => Promise<void> = async () => undefined
  readonly #faults = new MemoryFaults()

  constructor({
    hosts,
    images = {},
    registry = {},
    clock = virtualClock(),
    programs = {},
    respond = () => undefined,
    capabilities,
  }: MemoryClusterOptions) {
    this.clock = clock
    this.hosts = new Map(
      hosts.map((name) => {
        const onSetUp = (): void => void this.setUps.push(name)
        const answers = (container: string | null) => ({ host: name, container, programs, respond, onSetUp })
        const beforeRemoval = () => this.#beforeRemoval(name)
        const host = new MemoryHost({ name, clock, answers, beforeRemoval })
        for (const [reference, image] of Object.entries(images)) host.images.set(reference, image)
        for (const [reference, image] of Object.entries({ ...images, ...registry })) host.registry.set(reference, image)
        return [name, host]
      }),
    )
    this.runtime = memoryRuntime(capabilities)
    this.transport = this.anotherTransport()
  }

  /** A transport with connections of its own to the same hosts, as another process of Berth's has. */
  anotherTransport(): Transport {
    return memoryTransport({
      hosts: this.hosts,
      answer: (host, call, work) => this.#answer(host, call, work),
      onChange: (change) => void this.changes.push(change),
    })
  }

  /** Throws `TypeError` for a host that there is not. */
  host(name: string): MemoryHost {
    const found = this.hosts.get(name)
    if (found === undefined)
      throw new TypeError(`There is no host ${name} in memory; there are ${[...this.hosts.keys()].join(', ')}`)
    return found
  }

  /**
   * The next such calls on the host meet these faults, each one of them, in this order. Throws `TypeError` for a host,
   * a call or a fault that there is not.
   */
  fail(host: string, call: MemoryCall, ...faults: readonly MemoryFault[]): this {
    this.host(host)
    this.#faults.add(host, call, faults)
    return this
  }

  /** Moves a tag in the registry: what is pulled from now on, on any host, is this image. */
  publish(reference: string, image: ImageIdentity): void {
    for (const { registry } of this.hosts.values()) registry.set(reference, image)
  }

  /** Ids of all containers there are, host by host. */
  ids(): string[] {
    return [...this.hosts.values()].flatMap(({ containers }) => [...containers.values()].map(({ id }) => id))
  }

  /** No virtual time passes meanwhile. */
  async #beforeRemoval(host: string): Promise<void> {
    const release = this.clock.hold()
    try {
      await this.pace(`removal ${host}`)
    } finally {
      release()
    }
  }

  async #answer<Value>(host: string, call: MemoryCall, work: DoCall<Value>): Promise<Value> {
    this.calls.push(`${call} ${host}`)
    await this.pace(`${call} ${host}`)
    const fault = this.#faults.take(host, call)
    if (fault === undefined) return work()
    if (typeof fault === 'string') throw injected(fault, host, call)
    if (typeof fault === 'function') {
      await fault()
      return work()
    }
    if ('dies' in fault) return work(fault.dies)
    if ('slow' in fault) {
      await new Promise<void>((resolve) => void this.clock.after(fault.slow, resolve))
      return work()
    }
    if ('late' in fault) {
      this.clock.after(fault.late, () => void work().catch(() => undefined))
      throw injected('BERTH_LAUNCH_UNKNOWN', host, call)
    }
    await work()
    throw injected(fault.lost, host, call)
  }
}

/**
 * Makes a cluster in memory.
 *
 * @example
 * const memory = memoryCluster({ hosts: ['a', 'b'], images: { 'lab:1': memoryImage('lab') } })
 * const cluster = new Cluster({ config, transport: memory.transport, runtimes: { memory: memory.runtime } })
 */
export function memoryCluster(options: MemoryClusterOptions): MemoryCluster {
  return new MemoryCluster(options)
}
