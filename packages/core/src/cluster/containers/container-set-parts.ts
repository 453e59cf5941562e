import type { ClusterConfig } from '../../config/index.js'
import type { Transport } from '../../contract/index.js'
import type { EventListener } from '../../lifetime/events.js'
import type { HostAccess } from '../../lifetime/observe/host-access.js'
import type { Adoption } from '../../lifetime/owners/adoption.js'
import type { Run } from '../../lifetime/owners/run.js'
import type { ThisMachine } from '../../lifetime/password/registry-password.js'
import type { LaunchIntent, LeftOutBefore } from '../cluster-options.js'
import type { ExclusiveCalls } from '../exclusive-calls.js'

/** What a container set works with. */
export interface ContainerSetParts {
  readonly config: ClusterConfig
  readonly access: HostAccess
  readonly run: Run
  readonly adoption: Adoption
  /** Hosts that an earlier `up` went on without. */
  readonly leftOut: ReadonlyMap<string, LeftOutBefore>
  /** Whether there may be containers already that this object is to take down. */
  readonly mayHaveMade: boolean
  /** Whether this process lets go of what it makes once all is done. */
  readonly handsOver: boolean
  readonly thisMachine?: Transport
  /** The environment of the process, of which a variable may be a registry's password. */
  readonly variables: ThisMachine['variables']
  readonly beforeLaunch: (launch: LaunchIntent) => void | Promise<void>
  readonly emit: EventListener
  readonly work: ExclusiveCalls
}
