import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildBusybox } from '../archives/busybox.js'
import { archiveName } from '../archives/cached-image.js'
import type { ImageArchive } from '../contract/image-archive.js'
import type {
  ClusterFileOptions,
  HostReference,
  RunOptions,
  RunResult,
  Testbed,
  TestbedHost,
} from '../contract/testbed.js'
import { TestbedError } from '../contract/testbed-error.js'
import { TESTBED_USERS, type TestbedUser } from '../contract/users.js'
import { enterHost } from '../host/enter-host.js'
import { keyFiles } from '../host/keys.js'
import { type AddressPlan, planAddresses } from '../machine/address-plan.js'
import { ipBatch } from '../machine/bridge.js'
import { withLock } from '../state/lock.js'
import { HOST_ARCHIVES, type TestbedPaths, testbedPaths } from '../state/paths.js'
import type { TestbedState } from '../state/testbed-state.js'
import { clusterFileContent } from './cluster-file.js'
import { killHosts } from './kill-hosts.js'
import { liveInit, liveState, startHost } from './live-host.js'
import { stopTestbed } from './stop-testbed.js'

let nextFile = 0

/** A testbed of this machine, known by its record; any number of processes may hold one for the same name. */
export class LocalTestbed implements Testbed {
  readonly name: string
  readonly hosts: readonly TestbedHost[]
  readonly users: readonly TestbedUser[] = TESTBED_USERS
  readonly keyFile: string
  readonly encryptedKeyFile: string
  readonly knownHostsFile: string
  readonly images: readonly ImageArchive[]
  readonly #plan: AddressPlan
  readonly #paths: TestbedPaths
  readonly #sshOnly: boolean

  constructor(state: TestbedState) {
    this.name = state.name
    this.images = state.images
    this.#sshOnly = state.sshOnly
    this.#paths = testbedPaths(state.name)
    this.#plan = planAddresses(state.subnetNumber, state.inits.length)
    this.hosts = this.#plan.hosts.map(({ name, address }) => ({ name, address, user: 'berth' }))
    const keys = keyFiles(this.#paths.keys)
    this.keyFile = keys.plain
    this.encryptedKeyFile = keys.encrypted
    this.knownHostsFile = keys.knownHosts
  }

  host(reference: HostReference | number): TestbedHost {
    const [host] = typeof reference === 'number' ? [this.hosts[reference]] : [this.hosts[this.#index(reference)]]
    if (host === undefined) throw new TestbedError(`Testbed "${this.name}" has no host ${String(reference)}.`)
    return host
  }

  #index(reference: HostReference): number {
    const wanted = typeof reference === 'string' ? reference : reference.address
    const index = this.hosts.findIndex((host) => host.name === wanted || host.address === wanted)
    if (index === -1) throw new TestbedError(`Testbed "${this.name}" has no host ${wanted}.`)
    return index
  }

  #planned(reference: HostReference): { index: number; host: AddressPlan['hosts'][number] } {
    const index = this.#index(reference)
    const host = this.#plan.hosts[index]
    if (host === undefined) throw new TestbedError(`Testbed "${this.name}" has no host number ${index}.`)
    return { index, host }
  }

  async cut(reference: HostReference): Promise<void> {
    await ipBatch([`link set ${this.#planned(reference).host.port} down`])
  }

  async heal(reference: HostReference): Promise<void> {
    await ipBatch([`link set ${this.#planned(reference).host.port} up`])
  }

  async reboot(reference: HostReference): Promise<void> {
    const { index, host } = this.#planned(reference)
    await withLock(`host/${this.name}/${host.name}`, async () => {
      const init = liveState(this.name).inits[index]
      await killHosts(this.#paths.layers, [{ name: host.name, init }])
      await ipBatch([`link delete ${host.port}`]).catch(() => {}) // the kernel may have been quicker
      await startHost(this.name, this.#plan, index, this.#sshOnly)
    })
  }

  async run(
    reference: HostReference,
    command: readonly string[] | string,
    options: RunOptions = {},
  ): Promise<RunResult> {
    const { index, host } = this.#planned(reference)
    return enterHost(liveInit(this.name, host, index), command, options)
  }

  pathOn(reference: HostReference, path: string): string {
    const { index, host } = this.#planned(reference)
    return `/proc/${liveInit(this.name, host, index).pid}/root${path}`
  }

  async loadImage(reference: string, hosts: readonly HostReference[] = this.hosts): Promise<void> {
    const image = this.images.find((candidate) => candidate.reference === reference)
    if (image === undefined) {
      const known = this.images.map((candidate) => candidate.reference).join(', ')
      throw new TestbedError(`Testbed "${this.name}" has no archive of ${reference}; it has ${known || 'none'}.`)
    }
    await Promise.all(
      hosts.map(async (host) => {
        const result = await this.run(host, ['docker', 'load', '-q', '-i', image.hostPath])
        if (result.exitCode !== 0) {
          const { name } = this.host(host)
          throw new TestbedError(`Host ${name} could not load ${image.hostPath}: ${result.stderr.trim()}`)
        }
      }),
    )
  }

  async rebuildImage(reference: string): Promise<ImageArchive> {
    const nonce = `${process.pid}-${Date.now()}-${nextFile++}`
    const file = `${nonce}-${archiveName(reference)}`
    const path = join(this.#paths.archives, file)
    const id = await buildBusybox(reference, nonce, path)
    return { reference, id, path, hostPath: join(HOST_ARCHIVES, file) }
  }

  async clusterFile(container?: Readonly<Record<string, unknown>>, options: ClusterFileOptions = {}): Promise<string> {
    await mkdir(this.#paths.clusters, { recursive: true })
    const path = join(this.#paths.clusters, `${process.pid}-${nextFile++}.json`)
    const content = clusterFileContent(options.hosts ?? this.hosts, this.keyFile, container, options)
    await writeFile(path, `${JSON.stringify(content, null, 2)}\n`)
    return path
  }

  async stop(): Promise<void> {
    await stopTestbed(this.name)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}
