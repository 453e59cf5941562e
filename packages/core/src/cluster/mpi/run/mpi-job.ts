import type {
  Command,
  CommandEnvironment,
  ContainerExecOptions,
  ContainerShell,
  OutputStream,
} from '../../../contract/index.js'
import type { MpiFamily } from '../launcher/launcher.js'
import type { PlacedRanks } from '../ranks/place-ranks.js'
import type { MpiLaunch } from '../words/launch.js'

/** One host that takes part. */
export interface MpiHost {
  /** By its name in the cluster file. */
  readonly host: string
  /** The name or address by which the others reach it. */
  readonly address: string
  /** Variables that tell commands of the host, as `BERTH_RANK`; no secrets. */
  readonly variables: Readonly<Record<string, string>>
}

/** A program that is to run with many ranks. */
export interface MpiJob {
  readonly command: Command
  /** The hosts with their ranks; the first launches. */
  readonly placed: readonly PlacedRanks[]
  readonly hosts: ReadonlyMap<string, MpiHost>
  readonly shellOf: (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>
  readonly env: CommandEnvironment
  readonly mpi: MpiFamily | 'auto'
  readonly launch: MpiLaunch
  readonly args: readonly string[]
  /** Null: the network that all have in common. */
  readonly interface: string | null
  readonly place: Pick<ContainerExecOptions, 'user' | 'workingDirectory'>
  readonly tagOutput: boolean
  /** Asks a host for a sign of life, past its containers. */
  readonly askHost: (host: string, call: { readonly signal?: AbortSignal }) => Promise<unknown>
  /** Milliseconds of silence after which a host is lost. */
  readonly lostAfter: number
  /** Milliseconds; undefined for no limit. */
  readonly timeout: number | undefined
  readonly signal: AbortSignal | undefined
  readonly onOutput: ((stream: OutputStream, chunk: Uint8Array) => unknown) | undefined
  readonly maxOutput: number | undefined
}

/** The host of each name or address that a launcher may use for it. */
export function hostsByName({ hosts }: Pick<MpiJob, 'hosts'>): (name: string) => string | undefined {
  const byName = new Map([...hosts.values()].flatMap(({ host, address }) => [[host, host] as const, [address, host]]))
  return (name) => byName.get(name)
}
