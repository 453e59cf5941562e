import type {
  BindMountSpec,
  CommandEnvironment,
  FileLogin,
  GivenLogin,
  GpusSpec,
  NamedVolumeSpec,
  Privilege,
  PullPolicy,
  TmpfsSpec,
} from '../../contract/index.js'
import type { Secret } from './secret.js'

/** Where commands run: in the container on each host, or on the hosts themselves. */
export type Orchestrator = 'container' | 'baremetal'

/** Who owns the container, and for how long. */
export type Lifetime = 'no_launch' | 'per_run' | 'persistent'

/**
 * What is done about a host key that known_hosts does not have: refused, taken and written down, or taken and not
 * written.
 */
export type HostKeyPolicy = 'strict' | 'accept-new' | 'off'

/** A resolved cluster file: complete, checked, deeply frozen, and sharing nothing with what it was made from. */
export interface ClusterConfig {
  readonly orchestrator: Orchestrator
  /**
   * The name that Berth labels containers with. Default is the container's name, or the head host where there is no
   * container.
   */
  readonly clusterName: string
  /** At least one, in the order of the cluster file. */
  readonly hosts: readonly HostConfig[]
  /** The name of one of `hosts`. Default is the first. */
  readonly headHost: string
  /** Members of each group, in the order of `hosts`; `rack:12` are the hosts whose `rack_id` is 12. */
  readonly groups: Readonly<Record<string, readonly string[]>>
  /** The user to log in as. Null: the user whom the SSH configuration names, else the user who runs Berth. */
  readonly username: string | null
  /** Absolute path on this machine. Null: the keys that the SSH agent and configuration offer. */
  readonly privateKeyFile: string | null
  readonly password: Secret | null
  /** Null: the policy of the SSH configuration, else `accept-new`. */
  readonly hostKeyPolicy: HostKeyPolicy | null
  /** Environment of every command. */
  readonly envVars: CommandEnvironment
  /** Null only where `orchestrator` is `baremetal`. */
  readonly container: ContainerConfig | null
  /** The cluster file, absolute. Null: the config was made in code. */
  readonly file: string | null
  /** The suite file over it, absolute. Null: there is none, or it was made in code. */
  readonly suiteFile: string | null
  /** Settings that are legal but likely not meant. */
  readonly warnings: readonly ConfigWarning[]
  /** Keys at the top level and of hosts that Berth does not read, in the order of the file; never comments. */
  readonly unreadKeys: readonly UnreadKey[]
}

/** A key of the cluster file that Berth does not read. */
export interface UnreadKey {
  /** Keys joined by `/`; of a key that several entries of `node_dict` have, the first. */
  readonly path: string
  /** How many entries of `node_dict` have the key; 0 for a key at the top level. */
  readonly entries: number
  /** The key that is likely meant, with its object where that is another one: `container/image`. Null: none is near. */
  readonly meant: string | null
}

/** One host. */
export interface HostConfig {
  /** The host's address in the cluster file, by which everything refers to the host. */
  readonly name: string
  /** The address to connect to. Null: the address of the SSH configuration, else the host's name. */
  readonly address: string | null
  /** TCP port, 1 to 65535. Null: the port of the SSH configuration, else 22. */
  readonly port: number | null
  /** The user to log in as. Null: the config's `username`. */
  readonly user: string | null
  /**
   * Hosts to go through, nearest first, `[user@]host[:port]` with commas between them, or `none`. Null: the jump hosts
   * of the SSH configuration.
   */
  readonly jump: string | null
  /** The address by which other hosts reach this host. */
  readonly vpcIp: string | null
  /** The address of the host's management controller. */
  readonly bmcIp: string | null
  /** The rack that the host stands in, by which it is in the group `rack:ID`. */
  readonly rackId: string | null
}

/** The container that Berth keeps on every host. */
export interface ContainerConfig {
  readonly lifetime: Lifetime
  readonly image: string
  readonly name: string
  /** Whether the cluster file gives the container's name; else the name follows the image, tag included. */
  readonly namePinned: boolean
  /**
   * Whole seconds after which a container ends itself that nobody uses. `none`: it stays. Null: an hour where the
   * container belongs to the process that makes it, none where it is handed over. Of `per_run` alone.
   */
  readonly lease: number | 'none' | null
  readonly setupScript: SetupScriptSource
  /** On how many hosts the setup script runs at once, at least 1. */
  readonly setupScriptsAtOnce: number
  /** Never `auto` or true where the container's network is not the host's. See `wantsSshd`. */
  readonly sshd: 'auto' | boolean
  /** TCP port, 1 to 65535; `auto`: that of the containers that are there, else one that is free on all hosts. */
  readonly sshdPort: number | 'auto'
  /** Never `always` beside an `imageTar`. */
  readonly pull: PullPolicy
  /** How many hosts pull at once, at least 1. */
  readonly pullsAtOnce: number
  /**
   * An archive of the image, on the hosts, absolute or below `~/`, the login user's home there: loaded, in place of a
   * pull, where the image is missing.
   */
  readonly imageTar: string | null
  readonly imageSource: ImageOrigin
  /** How hosts come by an image that they are given. Null: as many as there are. */
  readonly distribute: Distribution | null
  readonly runtime: RuntimeConfig
}

/**
 * Where the image comes from. `hosts`: every host has it by itself, by `imageTar` or a pull. `head`: what the head host
 * has by the image's name is given to the others. `local`: this machine gives
 * it to them, from an archive or OCI layout here (an absolute path), or from its own engine (null); `pull` is `missing`
 * then, and `imageTar` null.
 */
export type ImageOrigin =
  | { readonly kind: 'hosts' }
  | { readonly kind: 'head' }
  | { readonly kind: 'local'; readonly archive: string | null }

/**
 * How hosts come by an image that they are given. `direct`: each from the machine that runs Berth. `fan-out`: one from
 * there, and the others from hosts that have it.
 */
export type Distribution = 'fan-out' | 'direct'

/** The script that runs once in each freshly launched container. A file's path is absolute, on this machine. */
export type SetupScriptSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'packaged' }
  | { readonly kind: 'file'; readonly path: string }

/** Which runtime, and how its engine is called. */
export interface RuntimeConfig {
  readonly name: string
  /**
   * Where the adapter comes from: the name of a package, which is looked for from the cluster file's folder, or the
   * absolute path of a file. Null: it is one that Berth has, or is given in code.
   */
  readonly module: string | null
  readonly privilege: Privilege
  readonly args: RuntimeArgs
  /** The login that images are pulled with; no part of the container. Null: the hosts' own logins. */
  readonly registry: RegistryAccount | null
}

/**
 * An account at a registry, and where its password is had from: a file on each host, or, where Berth runs, a variable
 * of the process's environment or what a command prints. A config never has the password itself.
 */
export type RegistryAccount = FileLogin | PasswordAccount

/** An account whose password is had where Berth runs. */
export type PasswordAccount = Pick<GivenLogin, 'server' | 'username'> & PasswordSource

/** Where a password is had from, on the machine that Berth runs on. */
export type PasswordSource = { readonly passwordEnv: string } | { readonly passwordCommand: string }

/** How the container is made: the default set with the file's own arguments merged in. */
export interface RuntimeArgs {
  /** Null: the engine's default. */
  readonly network: string | null
  /** Null: the engine's default. */
  readonly ipc: string | null
  readonly privileged: boolean
  readonly volumes: readonly Volume[]
  /** Bytes that `/dev/shm` may hold. Null: the engine's default. */
  readonly shmSize: number | null
  readonly tmpfs: readonly TmpfsSpec[]
  /** Absolute, in the container. Null: the image's. */
  readonly workdir: string | null
  /** Null: the engine's default. */
  readonly hostname: string | null
  /** Null: the engine's default. */
  readonly pid: string | null
  /** NVIDIA GPUs. Null: none beside the devices. */
  readonly gpus: GpusSpec | null
  /** Whether the image's entrypoint runs, with the sleeping init as its command, or the init in its place. */
  readonly entrypoint: 'keep' | 'replace'
  /** Words for the engine's own command line. */
  readonly extra: readonly string[]
  readonly devices: readonly Device[]
  /** Upper case, without `CAP_`. */
  readonly capAdd: readonly string[]
  readonly securityOpt: readonly string[]
  readonly groupAdd: readonly GroupToAdd[]
  /** `name=soft[:hard]`. */
  readonly ulimits: readonly string[]
  /** Defaults, then `container.env`, then `runtime.args.env`. */
  readonly env: Readonly<Record<string, string>>
  /** The values that the cluster file gives for the runtime's own keys, by their names in the file; no prototype. */
  readonly own: Readonly<Record<string, unknown>>
}

/** A path of the hosts, or a volume that the engine of each host keeps by a name and Berth never removes. */
export type Volume = BindMount | NamedVolumeSpec

/** A path of the hosts that is mounted. */
export interface BindMount extends BindMountSpec {
  /**
   * Whether a missing source is made, as a folder, by the login user; else a host that lacks the source is an error.
   */
  readonly create: boolean
}

/** A device of the hosts. */
export interface Device {
  /** Below /dev; may be a glob, to be expanded on each host. */
  readonly path: string
  /** The device's path in the container. Null: the same path as on the host. */
  readonly target: string | null
  /** Some of the letters r, w and m. Null: the engine's default. */
  readonly permissions: string | null
  /**
   * Whether a host that lacks the device is an error (the file lists the device) or goes without (the default set lists
   * it).
   */
  readonly required: boolean
}

/** A group of the container's user. */
export interface GroupToAdd {
  /** A name in the image, or a number. */
  readonly group: string
  /** Where not empty: the numbers of the groups that own these paths (globs) on each host take the place of `group`. */
  readonly ownerOf: readonly string[]
}

/** What a {@link ConfigWarning} is about. */
export type ConfigWarningCode =
  | 'persistent_name_not_pinned'
  | 'private_key_file_missing'
  | 'similar_key'
  | 'rack_without_group'
  | 'number_rewritten'
  | 'variable_not_expanded'
  | 'shm_size_without_effect'
  | 'one_hostname_for_all'
  | 'extra_not_understood'
  | 'module_not_loaded'
  | 'registry_login_unused'

/** Something legal in a cluster file that is likely not meant. */
export interface ConfigWarning {
  readonly code: ConfigWarningCode
  /** Keys joined by `/`. */
  readonly path: string
  readonly message: string
}
