/** The process that made something, so that any later process can tell whether it still lives. */
export interface Owner {
  /** Login name of the user who runs Berth. */
  readonly user: string
  /** The machine that Berth runs on: its host name, a slash, and what tells machines of one name apart. */
  readonly machine: string
  /**
   * What tells apart the sets of processes of one machine, as containers have them: a pid means something within it
   * alone. Empty where the system has no such thing.
   */
  readonly pidNamespace: string
  readonly pid: number
  /** Start time of the process in the operating system's own unit: a pid that was used again has another. */
  readonly processStart: string
}

/** One `up` … `down`. A later process may adopt it by its id. */
export interface Run {
  readonly id: string
  readonly owner: Owner
}

/** Whether the process behind a run still lives. `unknown`: the process is on another machine, or out of sight. */
export type OwnerStanding = 'alive' | 'dead' | 'unknown'
