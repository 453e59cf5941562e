/** A container as its engine tells of it. */
export interface ContainerSeen {
  /** `docker`, `podman`, `podman of USER` or `enroot of USER`. */
  readonly engine: string
  readonly id: string
  readonly name: string
  /** The engine's word: `running`, `exited`, `created`. */
  readonly state: string
  readonly labels: Readonly<Record<string, string>>
  /** When it was made and when it was started last, in the engine's own form; empty where it does not say. */
  readonly created: string
  readonly started: string
  /** The engine's id of the image. */
  readonly image: string
  /** Names of the volumes that Docker gave it; nothing is known of other engines'. */
  readonly volumes: readonly string[]
}

/** A process of a host. */
export interface ProcessSeen {
  readonly pid: number
  readonly name: string
  /** The command line, shortened. */
  readonly line: string
  /** True for one in a container. */
  readonly contained: boolean
  /** True where its environment or its limits bear the tag or the mark of one of Berth's commands. */
  readonly tagged: boolean
}

/** What was on one host at one time, over all of its engines. */
export interface HostSnapshot {
  /** By engine and id. */
  readonly containers: ReadonlyMap<string, ContainerSeen>
  /** `ENGINE ID` each. */
  readonly images: ReadonlySet<string>
  /** `ENGINE NAME` each. */
  readonly volumes: ReadonlySet<string>
  /** By pid. */
  readonly processes: ReadonlyMap<number, ProcessSeen>
  /** Logins that sshd serves, by their pids. */
  readonly sessions: ReadonlySet<number>
  /**
   * Files and folders in homes, /tmp, /var/tmp, /dev/shm and /run by path: type, mode and owner; of a file its size and
   * time too.
   */
  readonly files: ReadonlyMap<string, string>
}

/** What was on many hosts at one time, by their names. */
export type HostsSnapshot = ReadonlyMap<string, HostSnapshot>
