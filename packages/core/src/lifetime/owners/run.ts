import type { ProcessIdentity, ProcessStanding } from '../../contract/self/process-identity.js'

/** The process that made something, so that any later process can tell whether it still lives. */
export interface Owner extends ProcessIdentity {
  /** Login name of the user who runs Berth. */
  readonly user: string
}

/** One `up` … `down`. A later process may adopt it by its id. */
export interface Run {
  readonly id: string
  readonly owner: Owner
}

/** Whether the process behind a run still lives. */
export type OwnerStanding = ProcessStanding
