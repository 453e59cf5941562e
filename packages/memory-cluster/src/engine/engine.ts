import type {
  ContainerSpec,
  EngineFacts,
  ImageIdentity,
  ImageSource,
  InsideView,
  Observation,
  UnreadableImage,
} from '@berth/core/adapter'
import { matches } from '../expressions/pattern.js'
import type { MemoryFiles } from '../os/files/memory-files.js'
import type { Machine } from '../os/machine.js'
import { type MadeFrom, MemoryContainer } from './container.js'

/** Exit code for a name that is taken. */
export const nameTakenCode = 9

/** Bytes of what a file of squashfs begins with, and where in them its length is. */
const [superblock, bytesUsed] = [96, 40]

function textOf(content: Uint8Array): string {
  return Buffer.from(content).toString('utf8')
}

/** Why the engine refuses. */
export class EngineTrouble extends Error {
  /** Exit code of the engine's command. */
  readonly code: number

  constructor(message: string, code = 1) {
    super(message)
    this.code = code
  }
}

/** What an engine is made of. */
export interface MemoryEngineParts {
  readonly host: string
  /** The host's own files. */
  readonly files: () => MemoryFiles
  /** A new operating system for the container of this name. */
  readonly newMachine: (container: string, id: string) => Machine
  /** Waited for before a container is removed that its guard lets go. */
  readonly beforeRemoval: () => Promise<void>
}

/** One host's engine: its containers, by names that it takes atomically, and its images. */
export class MemoryEngine {
  /** What each reference names on this host. */
  readonly images: Map<string, ImageIdentity | UnreadableImage> = new Map()
  /** What a pull on this host brings. */
  readonly registry: Map<string, ImageIdentity> = new Map()
  /** Archives on this host, by their paths. */
  readonly archives: Map<string, ReadonlyMap<string, ImageIdentity>> = new Map()
  readonly #containers = new Map<string, MemoryContainer>()
  readonly #parts: MemoryEngineParts
  #created = 0

  constructor(parts: MemoryEngineParts) {
    this.#parts = parts
  }

  /** By their names: those that are over by their lease are gone. */
  get containers(): Map<string, MemoryContainer> {
    for (const container of this.#containers.values()) if (container.isOver) this.remove(container)
    return this.#containers
  }

  /** Resolves when a container that its guard lets go may be removed. */
  beforeRemoval(): Promise<void> {
    return this.#parts.beforeRemoval()
  }

  /** What the engine says of itself. */
  get facts(): EngineFacts {
    return {
      id: this.#parts.host,
      boot: `boot of ${this.#parts.host}`,
      own: true,
      version: '1',
      store: 'memory',
      root: '/var/lib/memory',
      reachedBy: 'plain',
      rootless: false,
      endsWithLogin: false,
    }
  }

  /** What there is under a name, with what the inside of a running container told. */
  observe(name: string, reference: string, inside: InsideView | null): Observation {
    const view = { engine: this.facts, localImage: this.images.get(reference) ?? null }
    const container = this.containers.get(name)
    if (container === undefined) return { state: 'absent', ...view }
    switch (container.state) {
      case 'created':
      case 'exited':
        return { state: 'stopped', container: container.observed(null), ...view }
      case 'running':
        return { state: 'running', container: container.observed(inside), ...view }
      case 'paused':
        return {
          state: 'unknown',
          reason: `${name} is paused`,
          remedy: 'Unpause it, or remove it.',
          unreachable: false,
        }
      default:
        return container.state satisfies never
    }
  }

  /** Makes the image present, as the source's policy says. Throws {@link EngineTrouble}. */
  ensureImage({ reference, archive, pull }: ImageSource): ImageIdentity {
    const there = this.images.get(reference)
    if (there !== undefined && this.has({ reference, archive, pull })) {
      if ('unreadable' in there) throw new EngineTrouble(there.unreadable)
      return there
    }
    const found = archive === null ? this.#pulled(reference, pull) : this.archives.get(archive)?.get(reference)
    if (found === undefined) throw new EngineTrouble(`${archive}: no such archive, or ${reference} is not in it`)
    this.images.set(reference, found)
    return found
  }

  /** Whether there is nothing to do for an image. */
  has({ reference, pull }: ImageSource): boolean {
    return this.images.has(reference) && (pull !== 'always' || reference.includes('@'))
  }

  #pulled(reference: string, pull: ImageSource['pull']): ImageIdentity {
    if (pull === 'never') throw new EngineTrouble(`${reference} is not there, and is not to be pulled`)
    const found = this.registry.get(reference)
    if (found === undefined) throw new EngineTrouble(`${reference}: no such image in the registry`)
    return found
  }

  /** Makes a container that does not run yet. Throws {@link EngineTrouble}. */
  create(spec: ContainerSpec): MemoryContainer {
    if (this.containers.has(spec.name)) throw new EngineTrouble(`the name ${spec.name} is taken`, nameTakenCode)
    const held = [...this.images].find(([, image]) => 'id' in image && image.id === spec.image.id)
    if (held === undefined) throw new EngineTrouble(`no image ${spec.image.id}`)
    const mounts = spec.volumes.filter((volume) => volume.kind === 'bind')
    const paths = [...mounts.map(({ source }) => source), ...spec.devices.map(({ path }) => path)]
    const missing = paths.filter((path) => this.#parts.files().get(path) === null)
    if (missing.length > 0) throw new EngineTrouble(`the host has no ${missing.join(', no ')}`)
    const container = this.add(spec, spec.image, held[0])
    for (const { source, target } of mounts) container.files.mount(target, this.#parts.files(), source)
    return container
  }

  /** Puts a container there, of any image. */
  add(spec: MadeFrom, image: ImageIdentity | UnreadableImage, imageReference: string): MemoryContainer {
    this.#created += 1
    const id = `${this.#parts.host}-${this.#created}`
    const machine = this.#parts.newMachine(spec.name, id)
    const container = new MemoryContainer({ id, spec, image, imageReference, machine })
    this.containers.set(spec.name, container)
    return container
  }

  /** Null if there is no such id. */
  byId(id: string): MemoryContainer | null {
    return [...this.containers.values()].find((container) => container.id === id) ?? null
  }

  /**
   * The container of an id, if it has these labels still. Throws {@link EngineTrouble}; null if there is no such id.
   */
  byHandle(id: string, labels: Readonly<Record<string, string>>): MemoryContainer | null {
    const container = this.byId(id)
    if (container === null) return null
    const same = Object.entries(labels).every(([name, value]) => container.labels[name] === value)
    if (!same) throw new EngineTrouble(`the labels of ${id} are not what they were`)
    return container
  }

  /**
   * What an image of a container is here: one file, which begins as one of squashfs, and has the container's files as
   * JSON, without those that match these patterns, or are below one that does.
   */
  save(container: MemoryContainer, leftOut: readonly string[]): Buffer {
    const isKept = (path: string): boolean =>
      !leftOut.some((pattern) => matches(pattern, path) || matches(`${pattern}/*`, path))
    const files = [...container.files.entries()].filter(([path]) => isKept(path))
    const told = files.map(([path, { kind, mode, content }]) => [path, { kind, mode, text: textOf(content) }])
    const content = Buffer.from(JSON.stringify(Object.fromEntries(told)))
    const head = Buffer.alloc(superblock)
    head.write('hsqs')
    head.writeBigUInt64LE(BigInt(superblock + content.length), bytesUsed)
    return Buffer.concat([head, content])
  }

  remove(container: MemoryContainer): void {
    container.machine.shutDown()
    this.containers.delete(container.name)
  }
}
