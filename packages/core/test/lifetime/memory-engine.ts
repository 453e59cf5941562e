import type { ContainerSpec, ImageIdentity, Observation, ObservedContainer } from '../../src/contract/index.js'
import { engine, image, now } from './observations.js'

/** One host's engine in memory: its containers by their names, which it takes atomically, and its images. */
export class MemoryEngine {
  readonly containers: Map<string, ObservedContainer & { state: 'running' | 'stopped' }> = new Map()
  /** What the one reference names; null until it is pulled. */
  localImage: ImageIdentity | null = image('1')
  /** What a pull brings. */
  registryImage: ImageIdentity = image('1')
  readonly #host: string
  #created = 0

  constructor(host: string) {
    this.#host = host
  }

  /** Null if the name is taken. */
  create({ name, labels, image: from }: Pick<ContainerSpec, 'name' | 'labels' | 'image'>): ObservedContainer | null {
    if (this.containers.has(name)) return null
    this.#created += 1
    const at = new Date(now * 1000).toISOString()
    const container = {
      id: `${this.#host}-${this.#created}`,
      name,
      labels,
      createdAt: at,
      startedAt: null,
      imageReference: 'lab:1',
      image: from,
      marker: null,
      hostNetwork: true,
      state: 'stopped',
    } as const
    this.containers.set(name, container)
    return container
  }

  /** Null if there is no such id. */
  byId(id: string): (ObservedContainer & { state: 'running' | 'stopped' }) | null {
    return [...this.containers.values()].find((container) => container.id === id) ?? null
  }

  change(id: string, changes: Partial<ObservedContainer & { state: 'running' | 'stopped' }>): boolean {
    const container = this.byId(id)
    if (container === null) return false
    this.containers.set(container.name, { ...container, ...changes })
    return true
  }

  remove(id: string): void {
    const container = this.byId(id)
    if (container !== null) this.containers.delete(container.name)
  }

  observe(name: string): Observation {
    const view = { engine: { ...engine, id: this.#host }, localImage: this.localImage }
    const found = this.containers.get(name)
    if (found === undefined) return { state: 'absent', ...view }
    const { state, ...container } = found
    return { state, container, ...view }
  }
}
