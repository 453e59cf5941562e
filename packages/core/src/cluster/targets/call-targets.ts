import type { ContainerShell, HostConnection } from '../../contract/index.js'
import type { BerthError } from '../../errors/index.js'
import type { ClusterFileOptions } from './file-options.js'

/** Which hosts one call means, and whether their containers or the hosts themselves. */
export type TargetOptions = Pick<ClusterFileOptions, 'hosts' | 'on'>

/** The hosts of one call, and how each is reached. */
export interface CallTargets {
  readonly hosts: readonly string[]
  /** Hosts that the call is not for, because an `up` or `attach` went on without them, each with why. */
  readonly leftOut: ReadonlyMap<string, BerthError>
  /** Those of the hosts that the call goes on without, each with why: it fails on them for that reason alone. */
  readonly missing: ReadonlyMap<string, BerthError>
  /** The container of a host; null where the hosts themselves are meant. */
  readonly containerOf: ((host: string, call: TargetCall) => Promise<ContainerShell>) | null
  readonly connect: (host: string, call: TargetCall) => Promise<HostConnection>
}

/** Options with which a host or its container is asked for. */
export type TargetCall = Pick<ClusterFileOptions, 'signal'>
