import { randomUUID } from 'node:crypto'
import type {
  Command,
  ContainerExecOptions,
  ContainerHandle,
  ContainerRuntime,
  ContainerSpec,
  ExecResult,
  HostConnection,
  ImageIdentity,
  LaunchedContainer,
  Observation,
  RuntimeCapabilities,
} from '@berth/core/adapter'
import type { RuntimeBench } from './runtime-bench.js'

/** A container that the suite launched. */
export interface Launched extends ContainerHandle, LaunchedContainer {}

/** What is not as usual in an observation. */
export interface ObserveChange {
  readonly host?: HostConnection
  readonly image?: string
}

/** What the obligations of one suite share: the bench, one long-lived container, and a label on all that they make. */
export class Stage {
  readonly bench: RuntimeBench
  /** What the caller says that the runtime declares. */
  readonly capabilities: RuntimeCapabilities
  /** On every container of this suite. */
  readonly labels: Readonly<Record<string, string>> = { 'berth.conformance': randomUUID() }
  #image: Promise<ImageIdentity> | undefined
  #shared: Promise<Launched> | undefined

  constructor(bench: RuntimeBench, capabilities: RuntimeCapabilities) {
    this.bench = bench
    this.capabilities = capabilities
  }

  get runtime(): ContainerRuntime {
    return this.bench.runtime
  }

  get host(): HostConnection {
    return this.bench.host
  }

  /** The image of all containers. */
  image(): Promise<ImageIdentity> {
    this.#image ??= this.runtime
      .ensureImage(this.host, { reference: this.bench.image, pull: 'missing', archive: null })
      .catch((error: unknown) => {
        this.#image = undefined
        throw error
      })
    return this.#image
  }

  async spec(change: Partial<ContainerSpec> = {}): Promise<ContainerSpec> {
    const { name = newName() } = change
    return {
      name,
      image: await this.image(),
      network: null,
      ipc: null,
      privileged: false,
      volumes: [],
      devices: [],
      capAdd: [],
      securityOpt: [],
      groupAdd: [],
      ulimits: [],
      own: {},
      ...this.bench.spec,
      ...change,
      env: { ...this.bench.spec?.env, ...change.env },
      labels: { ...this.labels, 'berth.container': name, ...change.labels },
    }
  }

  async launch(change: Partial<ContainerSpec> = {}): Promise<Launched> {
    const spec = await this.spec(change)
    const launched = await this.runtime.launch(this.host, spec)
    return { ...launched, name: spec.name, labels: spec.labels }
  }

  /** A container that runs, for all that leave it as they found it. */
  shared(): Promise<Launched> {
    this.#shared ??= this.launch().catch((error: unknown) => {
      this.#shared = undefined
      throw error
    })
    return this.#shared
  }

  /** A container that was launched and has ended. */
  async ended(): Promise<Launched> {
    const launched = await this.launch()
    await this.bench.stop(launched.id)
    return launched
  }

  observe(name: string, { host = this.host, image = this.bench.image }: ObserveChange = {}): Promise<Observation> {
    return this.runtime.observe(host, { name, image, privilege: 'auto' })
  }

  /** Runs a command in the shared container. */
  async exec(command: Command, options?: ContainerExecOptions): Promise<ExecResult> {
    const { id } = await this.shared()
    return this.runtime.exec(this.host, id, command, options)
  }

  /** Removes every container of this suite. */
  async clear(): Promise<void> {
    this.#shared = undefined
    const handles = await this.runtime.list(this.host, this.labels)
    await Promise.all(handles.map((handle) => this.runtime.remove(this.host, handle)))
  }
}

/** A name that no other container has. */
export function newName(): string {
  return `conformance_${randomUUID().slice(0, 8)}`
}
