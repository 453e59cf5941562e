import { hostsText } from '@berth/core'
import type { Testbed } from '@berth/testbed'
import { snapshot } from '../../../../../testbed/src/invariants/snapshot.js'
import type { CrashCluster } from './crash-cluster.js'

/** A container of a cluster as it is seen from outside. */
export interface SeenContainer {
  readonly id: string
  readonly state: string
  readonly labels: Readonly<Record<string, string>>
  /** How far it came. */
  readonly stage: Stage
  /** What the setup script has written in it. */
  readonly setup: readonly string[]
  /** Whether a user's file is still in it. */
  readonly precious: boolean
}

/** `not set up`: nothing was begun; `complete`: Berth has written down in it that all is done. */
type Stage = 'does not run' | 'not set up' | 'half set up' | 'set up' | 'complete'

const look = `cd /var/lib/berth 2>/dev/null
if [ -e committed ]; then echo complete
elif grep -q '"state":"done"' provisioned 2>/dev/null; then echo 'set up'
elif [ -e provisioned ] || [ -e provisioned.claims ]; then echo 'half set up'
else echo 'not set up'
fi
ls /precious 2>/dev/null
cat /setup 2>/dev/null`

/** The container of each host of a cluster, by the host's address; null for none. */
export async function containersOf(
  testbed: Testbed,
  { name, hosts }: Pick<CrashCluster, 'name' | 'hosts'>,
): Promise<ReadonlyMap<string, SeenContainer | null>> {
  const looks = await snapshot(testbed, hosts)
  const seen = hosts.map(async (host) => {
    const found = [...(looks.get(host.name)?.containers.values() ?? [])].find((container) => container.name === name)
    if (found === undefined) return [host.address, null] as const
    const { id, state, labels } = found
    const { stdout } = state === 'running' ? await testbed.run(host, ['docker', 'exec', id, 'sh', '-c', look]) : none
    const [stage = '', ...lines] = stdout.trim().split('\n')
    const [setup, precious] = [lines.filter((line) => line !== '/precious'), lines.includes('/precious')]
    return [
      host.address,
      { id, state, labels, stage: stage === '' ? 'does not run' : (stage as Stage), setup, precious },
    ] as const
  })
  return new Map(await Promise.all(seen))
}

const none = { stdout: '' }

/** What is left on hosts, in words that hold for many runs. */
export function describeLeft(containers: ReadonlyMap<string, SeenContainer | null>): string[] {
  const kinds = [...containers.values()].flatMap((container) => (container === null ? [] : [kindOf(container)]))
  const all = containers.size
  return [...new Set(kinds)].sort().map((kind) => {
    const on = kinds.filter((one) => one === kind).length
    return `a container (${kind}) on ${on === all ? 'all hosts' : on === 1 ? 'one host' : 'some hosts'}`
  })
}

/** A container that runs by its engine's word, and that cannot be looked into, is about to end. */
function kindOf({ state, stage }: SeenContainer): string {
  if (state !== 'running') return state
  return stage === 'does not run' ? 'about to end' : `running, ${stage}`
}

/** Leaves a user's file in every container that runs. */
export async function leavePrecious(
  testbed: Testbed,
  containers: ReadonlyMap<string, SeenContainer | null>,
): Promise<void> {
  await Promise.all(
    [...containers].map(async ([host, container]) => {
      if (container !== null) await testbed.run(host, ['docker', 'exec', container.id, 'touch', '/precious'])
    }),
  )
}

/** What was lost of containers that were to be kept, in words; empty for nothing. */
export function lostOf(
  before: ReadonlyMap<string, SeenContainer | null>,
  after: ReadonlyMap<string, SeenContainer | null>,
): string[] {
  const lost = [...before].filter(([host, container]) => container !== null && after.get(host)?.id !== container.id)
  return lost.length === 0 ? [] : [`${hostsText(lost.map(([host]) => host))}: the overlay is lost`]
}
