import { randomUUID } from 'node:crypto'
import type {
  ContainerSpec,
  EngineConnection,
  HostConnection,
  ImageIdentity,
  LaunchedContainer,
  Observation,
} from '@berth/core/adapter'
import { dockerRuntime } from '@berth/runtime-docker'
import { bareSpec, observedEngine } from '@berth/testkit'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll } from 'vitest'
import { testbed } from '../../../testbed/test/real-test.js'

/** An image that every host has. */
export const busybox = 'berth/busybox:1'

/** One host, the runtime on it, and a view from outside of both. */
export class Box {
  readonly runtime = dockerRuntime()
  readonly #address: string
  readonly #transport: ReturnType<typeof sshTransport>
  readonly #label = `test=${randomUUID()}`
  #connection: Promise<HostConnection> | undefined
  #engine: Promise<EngineConnection> | undefined

  constructor(user = 'berth') {
    const bed = testbed()
    this.#address = bed.host(1).address
    this.#transport = sshTransport({
      username: user,
      privateKeyFile: bed.keyFile,
      knownHostsFile: bed.knownHostsFile,
      agent: null,
    })
  }

  /** The connection; one for the whole box. */
  host(): Promise<HostConnection> {
    this.#connection ??= this.#transport.connect(this.#address)
    return this.#connection
  }

  /** The engine that is observed on the host. */
  engine(): Promise<EngineConnection> {
    this.#engine ??= this.host().then((host) => observedEngine(this.runtime, host))
    return this.#engine
  }

  /** Runs a command on the host as root and not through the runtime; a failure is an error. */
  async outside(...argv: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await testbed().run(this.#address, argv)
    if (exitCode !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
    return stdout.trim()
  }

  /** A container made by hand, which goes with the box. */
  async create(name: string, script: string, ...flags: readonly string[]): Promise<string> {
    const words = ['--name', name, '--label', this.#label, '--init', '--network', 'none', ...flags]
    return this.outside('docker', 'create', ...words, busybox, 'sh', '-c', script)
  }

  async spec(change: Partial<ContainerSpec> = {}): Promise<ContainerSpec> {
    const labels = { ...this.labels, ...change.labels }
    return bareSpec({ name: newName(), image: await this.image(), network: 'none', ...change, labels })
  }

  /** The label of all that this box makes. */
  get labels(): Readonly<Record<string, string>> {
    const [name = '', value = ''] = this.#label.split('=')
    return { [name]: value }
  }

  async image(): Promise<ImageIdentity> {
    return this.runtime.ensureImage(await this.engine(), { reference: busybox, pull: 'never', archive: null })
  }

  async launch(change: Partial<ContainerSpec> = {}): Promise<LaunchedContainer> {
    return this.runtime.launch(await this.engine(), await this.spec(change))
  }

  async observe(name: string, image = busybox): Promise<Observation> {
    return this.runtime.observe(await this.host(), { name, image, privilege: 'auto' })
  }

  /** Names of all containers with the label of this box. */
  async left(): Promise<readonly string[]> {
    const names = await this.outside(
      'docker',
      'ps',
      '--all',
      '--filter',
      `label=${this.#label}`,
      '--format',
      '{{.Names}}',
    )
    return names.split('\n').filter((name) => name !== '')
  }

  async close(): Promise<void> {
    await this.#transport.close()
    const ids = await this.outside('docker', 'ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${this.#label}`)
    const words = ids.split('\n').filter((id) => id !== '')
    if (words.length > 0) await this.outside('docker', 'rm', '--force', '--volumes', ...words)
  }
}

/** A box that is made at its first use, and closed after all tests of the file. */
export function useBox(user?: string): () => Box {
  let box: Box | undefined
  afterAll(() => box?.close())
  return () => {
    box ??= new Box(user)
    return box
  }
}

/** A name that no other test has. */
export function newName(): string {
  return `rd_${randomUUID().slice(0, 8)}`
}
