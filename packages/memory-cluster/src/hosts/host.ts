import type { ImageIdentity, UnreadableImage } from '@berth/core/adapter'
import type { MemoryClock } from '../clock/clock.js'
import type { MemoryContainer } from '../engine/container.js'
import { MemoryEngine } from '../engine/engine.js'
import { engineCommand, engineProgram } from '../engine/engine-program.js'
import type { MemoryFiles } from '../os/files/memory-files.js'
import { Machine } from '../os/machine.js'
import type { Process, Program } from '../os/process.js'
import { type SmallPrograms, withWords } from '../programs/small-program.js'
import { type Answers, answer } from './answers/answer.js'
import { basePrograms } from './base-programs.js'
import { installedPrograms } from './package-manager.js'

/** What a host is made of. */
export interface MemoryHostParts {
  readonly name: string
  readonly clock: MemoryClock
  readonly answers: (container: string | null) => Answers
  /** Waited for before a container is removed that its guard lets go. */
  readonly beforeRemoval: () => Promise<void>
}

/** A container that a test puts on a host, past Berth. */
export interface AddedContainer {
  readonly name: string
  /** Default is none. */
  readonly labels?: Readonly<Record<string, string>>
  /** Default is what the host has. */
  readonly image?: ImageIdentity | UnreadableImage
  /** Default is the first that the host has. */
  readonly reference?: string
  /** Default is `running`. */
  readonly state?: 'created' | 'running' | 'exited'
}

/** One host in memory: an operating system with an engine. */
export class MemoryHost {
  readonly name: string
  /** @internal */
  readonly engine: MemoryEngine
  /** @internal */
  readonly machine: Machine
  /** Whether it can be reached. */
  reachable = true
  /** Milliseconds by the clock that it takes to answer each command. */
  delay = 0
  /** What a login prints before every command, on both streams. */
  profileNoise = ''
  /** What the engine's command says on standard error before anything else. */
  engineWarning = ''
  readonly #drops = new Set<() => void>()

  constructor({ name, clock, answers, beforeRemoval }: MemoryHostParts) {
    this.name = name
    const machine = (hostname: string, container: string | null, own: SmallPrograms): Machine => {
      const programs: SmallPrograms = { ...basePrograms, ...own }
      const made: Machine = new Machine({
        hostname,
        clock,
        program: (program) => asProgram({ ...programs, ...installedPrograms(made.files) }, answers(container), program),
        answer: (process, argv) => answer(process, argv, answers(container)),
      })
      return made
    }
    this.machine = machine(name, null, {
      [engineCommand]: withWords((process) => this.#runEngine(process)),
    })
    this.engine = new MemoryEngine({
      host: name,
      beforeRemoval,
      files: () => this.files,
      newMachine: (container) => machine(name, container, {}),
    })
  }

  /** Its files, which containers may mount. */
  get files(): MemoryFiles {
    return this.machine.files
  }

  /** Its containers, by their names. */
  get containers(): ReadonlyMap<string, MemoryContainer> {
    return this.engine.containers
  }

  /** What each reference names here: set another, and the tag has moved, or the digest is wrong. */
  get images(): Map<string, ImageIdentity | UnreadableImage> {
    return this.engine.images
  }

  /** What a pull here brings. */
  get registry(): Map<string, ImageIdentity> {
    return this.engine.registry
  }

  /** Archives here: for each path, what its references name. */
  get archives(): Map<string, ReadonlyMap<string, ImageIdentity>> {
    return this.engine.archives
  }

  /** The container of this name. Throws `TypeError` if there is none. */
  container(name: string): MemoryContainer {
    const found = this.engine.containers.get(name)
    if (found === undefined) throw new TypeError(`${this.name} has no container ${name}`)
    return found
  }

  /**
   * Puts a container there that Berth did not make. Throws `TypeError` if the name is taken, or there is no image to
   * make it of.
   */
  addContainer({ name, labels = {}, image, reference, state = 'running' }: AddedContainer): MemoryContainer {
    if (this.engine.containers.has(name)) throw new TypeError(`${this.name} has a container ${name} already`)
    const [first] = this.images.keys()
    const of = image ?? this.images.get(reference ?? first ?? '')
    if (of === undefined) throw new TypeError(`${this.name} has no image for ${name}`)
    const container = this.engine.add({ name, labels, env: {}, network: 'host' }, of, reference ?? first ?? '')
    if (state !== 'created') container.start()
    if (state === 'exited') container.stop()
    return container
  }

  /** Cuts it off: its connections are lost, and none can be made. What runs there goes on. */
  cutOff(): void {
    this.reachable = false
    this.#dropAll()
  }

  /** Connects it again. */
  restore(): void {
    this.reachable = true
  }

  /**
   * Boots it anew: every process ends, its containers are stopped, their overlays stay, and its connections are lost.
   */
  reboot(): void {
    this.#dropAll()
    for (const container of this.containers.values()) container.stop()
    this.machine.boot()
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#drops.size
  }

  /** Loses its connections; new ones can be made at once. What they ran goes on. */
  dropConnections(): void {
    this.#dropAll()
  }

  /** Tells of a connection that can be lost; the result says that it was closed. */
  attach(drop: () => void): () => void {
    this.#drops.add(drop)
    return () => void this.#drops.delete(drop)
  }

  #dropAll(): void {
    for (const drop of [...this.#drops]) drop()
  }

  async #runEngine(process: Process): Promise<number> {
    if (this.engineWarning !== '') await process.write(`${this.engineWarning}\n`, 2)
    return engineProgram(process, this.engine)
  }
}

function asProgram(programs: SmallPrograms, { programs: own }: Answers, name: string): Program | null {
  if (Object.hasOwn(programs, name)) {
    const program = programs[name]
    return program === undefined ? null : (process) => program.run(process, process.argv.slice(1))
  }
  // What a test answers for is there too, for those who look before they run it.
  return Object.hasOwn(own, name) ? async () => 0 : null
}
