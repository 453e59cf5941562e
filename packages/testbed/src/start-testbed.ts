import { existsSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { execa } from 'execa'
import { type AddressPlan, planAddresses, subnetCandidates } from './address-plan.js'
import { cleanUp } from './clean-up.js'
import { TestbedError } from './errors.js'
import { writeHostFiles, writeTemplate } from './host/host-files.js'
import { INIT_SCRIPT } from './host/init-script.js'
import { busyboxImages, type CachedImage } from './images/image-store.js'
import { placeArchives, placedArchive } from './images/place-archives.js'
import { keyFiles, makeClientKeys, writeKnownHosts } from './keys.js'
import { startHost } from './live-host.js'
import { LocalTestbed } from './local-testbed.js'
import { bridgeLines, ipBatch, readUsedSubnetNumbers } from './network.js'
import { installNeeds, needs } from './packages.js'
import { lacksResourceCapability, requirements } from './requirements.js'
import { withLock } from './state/lock.js'
import { type TestbedPaths, testbedPaths } from './state/paths.js'
import { identify, isAlive } from './state/process-identity.js'
import { readState, type TestbedState, writeState } from './state/state.js'
import type { Testbed } from './testbed.js'
import { TESTBED_USERS } from './users.js'

/** What {@link startTestbed} makes. */
export interface TestbedOptions {
  /** Number of hosts, 1 to 240. */
  readonly hosts: number
  /** Testbeds of different names live side by side. Default is `default`. */
  readonly name?: string
  /** True for hosts without dockerd. Default is false. */
  readonly sshOnly?: boolean
  /** True to leave the testbed up when this process ends. Default is false: the next start of that name removes it. */
  readonly keep?: boolean
  /** Receives a line for each step. Default is nowhere. */
  readonly log?: (line: string) => void
}

/**
 * Brings up real hosts on this machine: each has its own network, mounts, hostname, processes, users, sshd and dockerd.
 * What a dead predecessor of the same name left is removed first; a living one is an error. Missing packages are
 * installed through apt-get. Resolves when every host answers; a failure leaves nothing behind.
 */
export async function startTestbed(options: TestbedOptions): Promise<Testbed> {
  const name = options.name ?? 'default'
  const paths = testbedPaths(name)
  const log = options.log ?? (() => {})
  const sshOnly = options.sshOnly ?? false
  planAddresses(0, options.hosts)
  const met = requirements()
  if (!met.ok) throw new TestbedError(`Testbed "${name}" cannot start: ${met.missing}.`)
  await installNeeds(needs(sshOnly), log)
  const images = sshOnly ? [] : await busyboxImages()
  return withLock(name, async () => {
    await removePredecessor(paths, log)
    const { state, plan } = await claimSubnet(name, paths, options, images)
    try {
      await prepare(paths, plan)
      await placeArchives(images, paths.archives)
      log(`starting ${plan.hosts.length} hosts in ${plan.subnet}`)
      await startAll(name, plan, sshOnly)
      const testbed = new LocalTestbed(state)
      for (const image of state.images) await testbed.loadImage(image.reference)
      log(`${plan.hosts.length} hosts are up: ${plan.hosts[0]?.address} and on`)
      return testbed
    } catch (error) {
      await cleanUp(readState(paths.state) ?? state)
      throw error
    }
  })
}

async function removePredecessor(paths: TestbedPaths, log: (line: string) => void): Promise<void> {
  const old = readState(paths.state)
  if (old === undefined) return
  const inUse = old.owner === null ? old.inits.some((init) => init && isAlive(init)) : isAlive(old.owner)
  if (inUse) {
    const owner = old.owner === null ? 'it was started to stay' : `process ${old.owner.pid} holds it`
    throw new TestbedError(`Testbed "${old.name}" is up already (${owner}); take it down, or use another name.`)
  }
  log(`removing what is left of an earlier testbed "${old.name}"`)
  await cleanUp(old)
}

async function claimSubnet(
  name: string,
  paths: TestbedPaths,
  options: TestbedOptions,
  images: readonly CachedImage[],
): Promise<{ state: TestbedState; plan: AddressPlan }> {
  return withLock('subnets', async () => {
    const used = await readUsedSubnetNumbers()
    const subnetNumber = subnetCandidates(name).find((number) => !used.has(number))
    if (subnetNumber === undefined) throw new TestbedError('No subnet 10.77.X.0/24 is free on this machine.')
    const plan = planAddresses(subnetNumber, options.hosts)
    const state: TestbedState = {
      version: 1,
      name,
      owner: options.keep ? null : (identify(process.pid) ?? null),
      subnetNumber,
      sshOnly: options.sshOnly ?? false,
      inits: plan.hosts.map(() => null),
      images: images.map((image) => placedArchive(image, paths.archives)),
    }
    writeState(paths.state, state)
    await ipBatch(bridgeLines(plan))
    return { state, plan }
  })
}

async function prepare(paths: TestbedPaths, plan: AddressPlan): Promise<void> {
  for (const folder of [paths.layers, paths.data, paths.logs, paths.keys]) {
    if (!existsSync(folder)) await mkdir(folder, { recursive: true })
  }
  await chmod(paths.keys, 0o700)
  await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', paths.layers])
  await writeFile(paths.init, INIT_SCRIPT, { mode: 0o755 })
  const keys = keyFiles(paths.keys)
  await makeClientKeys(keys)
  await writeTemplate(paths.layers, plan, TESTBED_USERS, lacksResourceCapability())
  const lines = await Promise.all(
    plan.hosts.map((host) => writeHostFiles(paths.layers, host, TESTBED_USERS, keys.publicKey)),
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
