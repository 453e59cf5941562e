import type { ImageArchive } from './image-archive.js'
import type { TestbedUser } from './users.js'

/** One host of a testbed. */
export interface TestbedHost {
  /** Hostname, `h1` … `hN`. */
  readonly name: string
  /** IPv4 address; sshd listens there on port 22. */
  readonly address: string
  /** The default login, `berth`. */
  readonly user: string
}

/** A host, or its name or address. */
export type HostReference = TestbedHost | string

/** Options of {@link Testbed.run}. */
export interface RunOptions {
  /** Default is no input: the command reads end of file. */
  readonly stdin?: string | Uint8Array
  /** Ends the entering process on abort; what the command started on the host may go on. */
  readonly signal?: AbortSignal
}

/** The outcome of a command on a host. A non-zero exit is a value, not an exception. */
export interface RunResult {
  /** Exit code; 128 plus the signal's number when a signal ended the command. */
  readonly exitCode: number
  /** Everything written to standard output, undecorated. */
  readonly stdout: string
  /** Everything written to standard error. */
  readonly stderr: string
}

/** Keys of a cluster file beside those that the testbed fills in. */
export interface ClusterFileOptions {
  /** Hosts of the file. Default is all hosts of the testbed. */
  readonly hosts?: readonly TestbedHost[]
  /** Head host. Default is the first of the hosts. */
  readonly head?: TestbedHost
  /** Login. Default is `berth`. */
  readonly username?: string
  /** `cluster_name`. Default is none. */
  readonly clusterName?: string
  /** Top-level keys that are added, or that replace what the testbed writes; undefined takes a key away. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** Real hosts on this machine. Every method may be called from any process while the testbed is up. */
export interface Testbed extends AsyncDisposable {
  /** Name of the testbed. */
  readonly name: string
  /** The hosts in order. */
  readonly hosts: readonly TestbedHost[]
  /** Accounts on every host. */
  readonly users: readonly TestbedUser[]
  /** Private key (ed25519, no passphrase) that every account accepts. */
  readonly keyFile: string
  /** The key of {@link Testbed.keyFile} under {@link TESTBED_PASSPHRASE}. */
  readonly encryptedKeyFile: string
  /** known_hosts file with each host's ed25519 and ecdsa keys. */
  readonly knownHostsFile: string
  /** Image archives that the hosts can load. */
  readonly images: readonly ImageArchive[]
  /** The host of that name or address, or the given number counted from 0. Throws when there is none. */
  host(reference: HostReference | number): TestbedHost
  /** Pulls a host's cable: packets vanish, nothing is refused. The host and its containers go on. */
  cut(host: HostReference): Promise<void>
  /** Plugs the cable in again. */
  heal(host: HostReference): Promise<void>
  /**
   * Power cycle: every process of the host dies at once, then sshd and dockerd start again; containers are exited.
   * Resolves when sshd and dockerd answer. The cable is plugged in afterwards.
   */
  reboot(host: HostReference): Promise<void>
  /**
   * Runs an argv, or a string with `sh -c`, as root inside a host, not through SSH: for looking from outside. A
   * non-zero exit is a value.
   */
  run(host: HostReference, command: readonly string[] | string, options?: RunOptions): Promise<RunResult>
  /** Where a path of a host is on this machine, as long as the host runs: for sockets and files that a test reads. */
  pathOn(host: HostReference, path: string): string
  /** Loads an image's archive into the engines of the hosts. Default is all hosts. */
  loadImage(reference: string, hosts?: readonly HostReference[]): Promise<void>
  /** Makes a busybox image under the tag given that differs from every one before, as an archive; nothing is loaded. */
  rebuildImage(reference: string): Promise<ImageArchive>
  /** Writes a Berth cluster file and gives its path; without `container` it is a baremetal one. */
  clusterFile(container?: Readonly<Record<string, unknown>>, options?: ClusterFileOptions): Promise<string>
  /** Removes the testbed and everything that it made. A second call does nothing. */
  stop(): Promise<void>
}
