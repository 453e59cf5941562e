/** Where the demo's story is played: three real hosts, or this machine's own Docker as one. */
export interface Stage extends AsyncDisposable {
  /** Said before the first act. */
  readonly description: string
  readonly clusterFile: string
  /** Home folder of the story's user: hosts that live for one demo have no place in anybody's known_hosts. */
  readonly home: string
  /** Hosts, as the cluster file names them. */
  readonly hosts: readonly string[]
  /** Installs a tool into each container's overlay. */
  readonly install: string
  /** Runs the tool that was installed. */
  readonly use: string
  /** Options of `berth exec` for `use`. */
  readonly useOptions: readonly string[]
  /** What the host's engine itself says of the container, not what Berth says. */
  inspect(host: string): Promise<ContainerFacts>
  /** Pulls the last host's cable; null where there is none to pull. */
  readonly cut: (() => Promise<string>) | null
  heal(): Promise<void>
  /** How many containers the engines still have. */
  leftovers(): Promise<number>
}

/** A container as its engine knows it. */
export interface ContainerFacts {
  readonly id: string
  readonly startedAt: string
  /** Process id of Berth's sshd in the container; null where none runs. */
  readonly sshd: string | null
}
