import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HostsSnapshot, recordedRuns, snapshot, type Testbed, type TestbedHost } from '@berth/testbed'
import { engines, uniqueName } from '../../support/index.js'
import { FaultyBerth } from './faulty-berth.js'

/** Lifetimes that launch. */
export type LaunchLifetime = 'per_run' | 'persistent'

/** What the setup script leaves: twice where it ran twice, half where it was ended in the middle. */
const setupScript = 'echo begun >>/setup\nsleep 0.4\necho complete >>/setup\n'
const setUp = 'begun\ncomplete'

/** What a user has put into each container. */
const overlay = 'echo precious >/overlay'

/** Two hosts, a cluster file over them with a container name of its own, and one user's `berth`. */
export class Scene {
  readonly testbed: Testbed
  readonly hosts: readonly TestbedHost[]
  readonly name: string = uniqueName('fault')
  readonly berth: FaultyBerth
  readonly clusterFile: string
  readonly #folder: string
  #before: HostsSnapshot = new Map()

  private constructor(testbed: Testbed, hosts: readonly TestbedHost[], name: string, folder: string, file: string) {
    this.testbed = testbed
    this.hosts = hosts
    this.name = name
    this.#folder = folder
    this.clusterFile = file
    this.berth = new FaultyBerth(file, testbed.knownHostsFile)
  }

  static async make(
    testbed: Testbed,
    hosts: readonly TestbedHost[],
    lifetime: LaunchLifetime,
    container: Readonly<Record<string, unknown>> = {},
  ): Promise<Scene> {
    const folder = mkdtempSync(join(tmpdir(), 'berth-faults-'))
    const script = join(folder, 'setup.sh')
    writeFileSync(script, setupScript)
    const name = uniqueName('fault')
    const file = await testbed.clusterFile(
      {
        name,
        lifetime,
        image: 'berth/debian-sshd:12',
        sshd: false,
        setup_script: script,
        runtime: { args: { defaults: 'none', network: 'host' } },
        ...container,
      },
      { hosts },
    )
    return new Scene(testbed, hosts, name, folder, file)
  }

  /** The addresses of the hosts, the arbiter first. */
  get addresses(): readonly string[] {
    return this.hosts.map(({ address }) => address).sort()
  }

  /** Remembers how the hosts are before the work, and gives the look. */
  async look(): Promise<HostsSnapshot> {
    this.#before = await snapshot(this.testbed, this.hosts)
    return this.#before
  }

  get before(): HostsSnapshot {
    return this.#before
  }

  /** The containers' ids by the hosts' order; null for none. */
  async ids(): Promise<readonly (string | null)[]> {
    const seen = await engines(this.testbed).snapshot(this.name, this.hosts)
    return this.addresses.map((address) => seen.get(address)?.id ?? null)
  }

  /** Brings the cluster up and puts something precious into every container. */
  async bringUp(): Promise<void> {
    const up = await this.berth.run('up')
    if (up.exitCode !== 0) throw new Error(`there was nothing wrong, and yet: ${up.stderr}`)
    const put = await this.berth.run('exec', '--', 'sh', '-c', overlay)
    if (put.exitCode !== 0) throw new Error(`there was nothing wrong, and yet: ${put.stderr}`)
  }

  /** What is wrong with the containers of a cluster that is up, on each host; `kept`: the ids that have to be the same. */
  async wrongInside(kept: readonly (string | null)[]): Promise<string[]> {
    const seen = await engines(this.testbed).snapshot(this.name, this.hosts)
    const wrong: string[] = []
    for (const [index, address] of this.addresses.entries()) {
      const container = seen.get(address)
      if (container?.running !== true) {
        wrong.push(`${address}: the container does not run, though up says so`)
        continue
      }
      const of = (file: string): Promise<string> =>
        this.testbed.run(address, ['docker', 'exec', container.id, 'cat', file]).then(({ stdout }) => stdout.trim())
      const setup = await of('/setup')
      if (setup !== setUp) wrong.push(`${address}: the container is set up as ${JSON.stringify(setup)}`)
      const id = kept[index] ?? null
      if (id !== null && id !== container.id) wrong.push(`${address}: the container that was to be kept is gone`)
      if (id !== null && (await of('/overlay')) !== 'precious') wrong.push(`${address}: the overlay is lost`)
    }
    if (new Set([...seen.values()].map((one) => one?.labels['berth.run'])).size > 1)
      wrong.push('the containers are of different runs')
    return wrong
  }

  /** Runs that `berth down` knows of. */
  runs(): string[] {
    return recordedRuns(this.berth.home)
  }

  async remove(): Promise<void> {
    await engines(this.testbed).clear([this.name])
    this.berth.remove()
    rmSync(this.#folder, { recursive: true })
  }
}
