import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import type { CachedImage } from '../archives/cached-image.js'
import { copyDataRoot } from '../archives/data-root.js'
import { shareArchives, sharedArchive } from '../archives/share-archives.js'
import { TestbedError } from '../contract/testbed-error.js'
import { TESTBED_USERS } from '../contract/users.js'
import { hostFolder, writeHostFiles, writeTemplate } from '../host/host-files.js'
import { INIT_SCRIPT } from '../host/init-script.js'
import { keyFiles, makeClientKeys, writeKnownHosts } from '../host/keys.js'
import { type AddressPlan, planAddresses, subnetCandidates } from '../machine/address-plan.js'
import { bridgeLines, ipBatch, readUsedSubnetNumbers } from '../machine/bridge.js'
import { lacksResourceCapability } from '../machine/requirements.js'
import { withLock } from '../state/lock.js'
import { type TestbedPaths, testbedPaths } from '../state/paths.js'
import { identify } from '../state/process-identity.js'
import { readState, type TestbedState, writeState } from '../state/testbed-state.js'
import { cleanUp } from './clean-up.js'
import { startHost } from './live-host.js'
import { LocalTestbed } from './local-testbed.js'
import { removeDead, removePredecessor } from './predecessors.js'

/** A testbed to bring up, every choice made. */
export interface BringUpOptions {
  /** Name. */
  readonly name: string
  /** Number of hosts. */
  readonly hosts: number
  /** True for hosts without dockerd. */
  readonly sshOnly: boolean
  /** True to outlive this process. */
  readonly keep: boolean
  /** Archives that the hosts see. */
  readonly images: readonly CachedImage[]
  /** Docker data that each host starts with, if any. */
  readonly dataRoot: string | undefined
  /** Rootful Podman store that each host starts with, if any. */
  readonly podmanStore: string | undefined
  /** Of each host whose engine keeps images in containerd's store, by its name, the path of its dockerd. */
  readonly containerdStores?: Readonly<Record<string, string>>
  /** Receives a line for each step. */
  readonly log: (line: string) => void
}

/** Brings up a testbed on a machine that has all packages; a failure leaves nothing behind. */
export async function bringUp(options: BringUpOptions): Promise<LocalTestbed> {
  const { name, log } = options
  const paths = testbedPaths(name)
  await removeDead(name, log)
  return withLock(name, async () => {
    await removePredecessor(paths, log)
    const { state, plan } = await claimSubnet(paths, options)
    try {
      await prepare(paths, plan, options)
      log(`starting ${plan.hosts.length} hosts in ${plan.subnet}`)
      await startAll(name, plan, options.sshOnly)
      log(`up: ${plan.hosts.length} hosts of testbed "${name}"`)
      return new LocalTestbed(state)
    } catch (error) {
      await cleanUp(readState(paths.state) ?? state)
      throw error
    }
  })
}

async function claimSubnet(
  paths: TestbedPaths,
  options: BringUpOptions,
): Promise<{ state: TestbedState; plan: AddressPlan }> {
  return withLock('subnets', async () => {
    const used = await readUsedSubnetNumbers()
    const subnetNumber = subnetCandidates(options.name).find((number) => !used.has(number))
    if (subnetNumber === undefined) throw new TestbedError('No subnet 10.77.X.0/24 is free on this machine.')
    const plan = planAddresses(subnetNumber, options.hosts)
    const state: TestbedState = {
      version: 1,
      name: options.name,
      owner: options.keep ? null : (identify(process.pid) ?? null),
      subnetNumber,
      sshOnly: options.sshOnly,
      ...(options.containerdStores && { containerdStores: options.containerdStores }),
      inits: plan.hosts.map(() => null),
      images: options.images.map((image) => sharedArchive(image, paths.archives)),
    }
    writeState(paths.state, state)
    await ipBatch(bridgeLines(plan))
    return { state, plan }
  })
}

async function prepare(paths: TestbedPaths, plan: AddressPlan, options: BringUpOptions): Promise<void> {
  for (const folder of [paths.layers, paths.data, paths.logs, paths.keys]) await mkdir(folder, { recursive: true })
  await chmod(paths.keys, 0o700)
  await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', paths.layers])
  await writeFile(paths.init, INIT_SCRIPT, { mode: 0o755 })
  await shareArchives(options.images, paths.archives)
  const keys = keyFiles(paths.keys)
  await makeClientKeys(keys)
  await writeTemplate(paths.layers, plan, TESTBED_USERS, lacksResourceCapability())
  const lines = await Promise.all(
    plan.hosts.map(async (host) => {
      const classic = options.containerdStores?.[host.name] === undefined
      if (options.dataRoot !== undefined && classic) await copyDataRoot(options.dataRoot, join(paths.data, host.name))
      const lines = await writeHostFiles(paths.layers, host, TESTBED_USERS, keys.publicKey)
      const store = join(hostFolder(paths.layers, host), 'containers/storage')
      if (options.podmanStore !== undefined) await copyDataRoot(options.podmanStore, store)
      return lines
    }),
  )
  await writeKnownHosts(keys, lines.flat())
}

async function startAll(name: string, plan: AddressPlan, sshOnly: boolean): Promise<void> {
  const results = await Promise.allSettled(plan.hosts.map((_, index) => startHost(name, plan, index, sshOnly)))
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  if (failures.length > 0) {
    throw new TestbedError(failures.map((failure) => (failure as Error).message).join('\n'), { cause: failures[0] })
  }
}
