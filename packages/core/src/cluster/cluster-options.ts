import type { ClusterConfig } from '../config/index.js'
import type { ContainerRuntime, Transport } from '../contract/index.js'
import type { EventListener } from '../lifetime/execute/events.js'
import type { Run } from '../lifetime/owners/run.js'
import type { PlanOptions } from '../lifetime/plan/plan-input.js'

/** What a cluster object is made of. */
export interface ClusterOptions {
  readonly config: ClusterConfig
  readonly transport: Transport
  /** The runtimes there are, by the name that `runtime.name` in the cluster file picks. */
  readonly runtimes: Readonly<Record<string, ContainerRuntime>>
  /**
   * The run that this object works for. Default is a new run of this process; give an earlier run to adopt the
   * containers that it made.
   */
  readonly run?: Run
  /** Whether a run was left for later processes to adopt, although its process has ended. Default is that none was. */
  readonly handedOver?: (run: string) => boolean
  /**
   * Whether this process lets go of the containers that it makes once its `up` has done everything, for later processes
   * of the same user to adopt: it is written on the containers when they are made. Default is false: they are this
   * process's, and what it leaves when it ends counts as left behind.
   */
  readonly handsOver?: boolean
  /**
   * Hosts to work on, by nodesets: `gpu1`, `gpu[001-128]`, `@rack1`, `!gpu017`; the others are left out of everything.
   * Default is all of the cluster file.
   */
  readonly hosts?: readonly string[]
  /** Called with what happens while the cluster is at work. The listener must not throw. */
  readonly onEvent?: EventListener
}

/** Options of `up`. */
export interface UpOptions extends Pick<PlanOptions, 'replace' | 'repair'> {
  /**
   * Leave the containers of a call that failed in place, to be looked at. Default is false: the containers that this
   * call created are removed again.
   */
  readonly keepFailed?: boolean
  readonly signal?: AbortSignal
}

/** Options of `down`. */
export interface DownOptions extends Pick<PlanOptions, 'destroy'> {
  readonly signal?: AbortSignal
}
