import type { Testbed } from './contract/testbed.js'
import { TestbedError } from './contract/testbed-error.js'
import { type ImageSet, prepareImages } from './images/image-set.js'
import { bringUp } from './lifecycle/bring-up.js'
import { planAddresses } from './machine/address-plan.js'
import { containerdStoreDockerd } from './machine/containerd-store.js'
import { IMAGE_NEEDS, installNeeds, needs } from './machine/packages.js'
import { requirements } from './machine/requirements.js'
import { testbedPaths } from './state/paths.js'

/** The testbed that {@link startTestbed} makes. */
export interface TestbedOptions {
  /** Number of hosts, 1 to 240. */
  readonly hosts: number
  /** Testbeds of different names live side by side. Default is `default`. */
  readonly name?: string
  /** True for hosts without dockerd. Default is false. */
  readonly sshOnly?: boolean
  /** Images in every engine from the start: the two of busybox alone, or the Debian ones too. Default is `busybox`. */
  readonly images?: ImageSet
  /**
   * Hosts, by their numbers from 0, whose engine keeps its images in containerd's store; it starts without images.
   * Where the machine's Docker is too old for that, theirs is the one of Debian 13. Default is none.
   */
  readonly containerdStores?: readonly number[]
  /** True to leave the testbed up when this process ends. Default is false: any later start removes it. */
  readonly keep?: boolean
  /** Receives a line for each step. Default is nowhere. */
  readonly log?: (line: string) => void
}

/**
 * Brings up real hosts on this machine: each has its own network, mounts, hostname, processes, users, sshd and dockerd.
 * What dead predecessors left is removed first; a living one of the same name is an error. Missing packages are
 * installed through apt-get, missing images are made and cached. Resolves when every host answers; a failure leaves
 * nothing behind.
 */
export async function startTestbed(options: TestbedOptions): Promise<Testbed> {
  const { hosts, name = 'default', sshOnly = false, keep = false, log = () => {} } = options
  const set = options.images ?? 'busybox'
  testbedPaths(name)
  planAddresses(0, hosts)
  const met = requirements()
  if (!met.ok) throw new TestbedError(`Testbed "${name}" cannot start: ${met.missing}.`)
  await installNeeds([...needs(sshOnly), ...(set === 'all' && !sshOnly ? IMAGE_NEEDS : [])], log)
  const prepared = sshOnly ? { images: [], dataRoot: undefined, podmanStore: undefined } : await prepareImages(set, log)
  const containerdStores = await storesOf(options, log)
  return bringUp({ name, hosts, sshOnly, keep, log, ...prepared, containerdStores })
}

async function storesOf(
  { hosts, containerdStores = [] }: TestbedOptions,
  log: (line: string) => void,
): Promise<Readonly<Record<string, string>>> {
  if (containerdStores.length === 0) return {}
  const dockerd = await containerdStoreDockerd(log)
  const plan = planAddresses(0, hosts)
  return Object.fromEntries(
    containerdStores.flatMap((number) => plan.hosts[number] ?? []).map(({ name }) => [name, dockerd]),
  )
}
