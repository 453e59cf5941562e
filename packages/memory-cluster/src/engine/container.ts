import type {
  ContainerSpec,
  ImageIdentity,
  InsideView,
  InventoriedContainer,
  ObservedContainer,
  UnreadableImage,
} from '@berth/core/adapter'
import { berthFolder } from '@berth/core/adapter'
import type { MemoryFiles } from '../os/files/memory-files.js'
import type { Machine } from '../os/machine.js'
import { takeClaim } from './provisioning-claim.js'

/** What a container is doing. */
export type MemoryContainerState = 'created' | 'running' | 'exited' | 'paused'

/** The part of a spec that a container in memory knows. */
export type MadeFrom = Pick<ContainerSpec, 'name' | 'labels' | 'env' | 'network' | 'lease'> &
  Partial<Pick<ContainerSpec, 'devices' | 'privileged'>>

/** What a container is made from. */
export interface MemoryContainerParts {
  readonly id: string
  readonly spec: MadeFrom
  readonly image: ImageIdentity | UnreadableImage
  readonly imageReference: string
  readonly machine: Machine
}

/** One container in memory: its files last until it is removed, its processes until it stops. */
export class MemoryContainer {
  readonly id: string
  readonly name: string
  labels: Readonly<Record<string, string>>
  image: ImageIdentity | UnreadableImage
  state: MemoryContainerState = 'created'
  /** RFC 3339. */
  createdAt: string
  /** RFC 3339; null if it never ran. */
  startedAt: string | null = null
  readonly env: Readonly<Record<string, string>>
  /** @internal */
  readonly machine: Machine
  readonly #imageReference: string
  readonly #hostNetwork: boolean
  readonly #devices: InventoriedContainer['devices']
  readonly #lease: number | undefined

  constructor({ id, spec, image, imageReference, machine }: MemoryContainerParts) {
    this.id = id
    this.name = spec.name
    this.labels = spec.labels
    this.image = image
    this.env = spec.env
    this.machine = machine
    this.createdAt = new Date(machine.clock.now()).toISOString()
    this.#imageReference = imageReference
    this.#hostNetwork = spec.network === 'host'
    this.#devices = spec.privileged === true ? 'all' : (spec.devices ?? []).map(({ path }) => path)
    this.#lease = spec.lease
    machine.shutDown()
  }

  /** Its files: the overlay. */
  get files(): MemoryFiles {
    return this.machine.files
  }

  /** Starts it, if it does not run. */
  start(): void {
    if (this.state === 'running') return
    this.machine.boot()
    this.state = 'running'
    this.startedAt = new Date(this.machine.clock.now()).toISOString()
  }

  /** Stops it: its processes end, its files stay. */
  stop(): void {
    this.machine.shutDown()
    if (this.state !== 'created') this.state = 'exited'
  }

  /**
   * Whether it has ended by its lease, or ended and is one that is removed then. Its lease goes by its machine's clock:
   * who lets an hour pass in a test lets it pass for leases too.
   */
  get isOver(): boolean {
    if (this.#lease === undefined) return false
    if (this.state !== 'running') return this.state === 'exited'
    const { clock, bootedAt, processes } = this.machine
    return processes.size === 1 && clock.now() >= Math.max(bootedAt + this.#lease * 1000, this.#renewedUntil())
  }

  /** Milliseconds since 1970, as the program that renews leases has written it down: `LAUNCH BOOT SECONDS`. */
  #renewedUntil(): number {
    const { bootId, bootedAt } = this.machine
    const [launch, boot, seconds] = (this.files.get(`${berthFolder}/lease`)?.content.toString() ?? '').split(/\s+/)
    const isOfThis = launch === (this.labels['berth.launch'] ?? '') && boot === bootId
    return isOfThis ? bootedAt + Number(seconds) * 1000 : 0
  }

  /**
   * Lets another run hold the claim on provisioning it, as between its claim and its marker: a process of the container
   * holds it, until the result is called or the container stops. Throws `TypeError` if the container does not run.
   */
  claimProvisioning(run: string): () => void {
    if (this.state !== 'running') throw new TypeError(`${this.name} does not run`)
    const holder = this.machine.start(this.machine.bareParts(['setup']), () => new Promise(() => undefined))
    takeClaim(holder, `${berthFolder}/provisioned`, run, this.labels['berth.launch'] ?? '')
    return () => holder.end({ code: 0 })
  }

  /** As a runtime reports it, with what its inside told. */
  observed(inside: InsideView | null): ObservedContainer {
    return {
      id: this.id,
      name: this.name,
      labels: this.labels,
      createdAt: this.createdAt,
      startedAt: this.startedAt,
      imageReference: this.#imageReference,
      image: this.image,
      inside,
      hostNetwork: this.#hostNetwork,
    }
  }
  /** As a runtime tells of it among all that the engine has, with what its inside told. */
  inventoried(inside: InsideView | null): InventoriedContainer {
    const { id, name, labels, createdAt, startedAt, imageReference } = this.observed(null)
    const entry = { id, name, labels, createdAt, startedAt, imageReference, devices: this.#devices, inside }
    switch (this.state) {
      case 'created':
      case 'exited':
        return { ...entry, state: 'stopped' }
      case 'running':
        return { ...entry, state: 'running' }
      case 'paused':
        return { ...entry, state: 'unknown', reason: `${name} is paused` }
      default:
        return this.state satisfies never
    }
  }
}
