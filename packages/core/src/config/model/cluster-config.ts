import type { Privilege, PullPolicy, RegistryLogin } from '../../contract/index.js'
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
  /** Members of each group, in the order of `hosts`. */
  readonly groups: Readonly<Record<string, readonly string[]>>
  /** The user to log in as. Null: the user whom the SSH configuration names, else the user who runs Berth. */
  readonly username: string | null
  /** Absolute path on this machine. Null: the keys that the SSH agent and configuration offer. */
  readonly privateKeyFile: string | null
  readonly password: Secret | null
  /** Null: the policy of the SSH configuration, else `accept-new`. */
  readonly hostKeyPolicy: HostKeyPolicy | null
  /** Environment of every command. */
  readonly envVars: Readonly<Record<string, string>>
  /** Null only where `orchestrator` is `baremetal`. */
  readonly container: ContainerConfig | null
  /** The cluster file, absolute. Null: the config was made in code. */
  readonly file: string | null
  /** The suite file over it, absolute. Null: there is none, or it was made in code. */
  readonly suiteFile: string | null
  /** Settings that are legal but likely not meant. */
  readonly warnings: readonly ConfigWarning[]
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
}

/** The container that Berth keeps on every host. */
export interface ContainerConfig {
  readonly lifetime: Lifetime
  readonly image: string
  readonly name: string
  /** Whether the cluster file gives the container's name; else the name follows the image, tag included. */
  readonly namePinned: boolean
  readonly setupScript: SetupScriptSource
  /** On how many hosts the setup script runs at once, at least 1. */
  readonly setupScriptsAtOnce: number
  /** Never `auto` or true where the container's network is not the host's. See `wantsSshd`. */
  readonly sshd: 'auto' | boolean
  /** TCP port, 1 to 65535. */
  readonly sshdPort: number
  /** Never `always` beside an `imageTar`. */
  readonly pull: PullPolicy
  /** How many hosts pull at once, at least 1. */
  readonly pullsAtOnce: number
  /** An archive of the image, absolute, on the hosts: loaded, in place of a pull, where the image is missing. */
  readonly imageTar: string | null
  readonly runtime: RuntimeConfig
}

/** The script that runs once in each freshly launched container. A file's path is absolute, on this machine. */
export type SetupScriptSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'packaged' }
  | { readonly kind: 'file'; readonly path: string }

/** Which runtime, and how its engine is called. */
export interface RuntimeConfig {
  readonly name: string
  readonly privilege: Privilege
  readonly args: RuntimeArgs
  /** The login that images are pulled with; no part of the container. Null: the hosts' own logins. */
  readonly registry: RegistryLogin | null
}

/** How the container is made: the default set with the file's own arguments merged in. */
export interface RuntimeArgs {
  /** Null: the engine's default. */
  readonly network: string | null
  /** Null: the engine's default. */
  readonly ipc: string | null
  readonly privileged: boolean
  readonly volumes: readonly Volume[]
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

/** A bind mount: absolute paths on the host and in the container. */
export interface Volume {
  readonly source: string
  readonly target: string
  readonly options: string | null
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
  | 'number_rewritten'
  | 'variable_not_expanded'
  | 'registry_login_unused'

/** Something legal in a cluster file that is likely not meant. */
export interface ConfigWarning {
  readonly code: ConfigWarningCode
  /** Keys joined by `/`. */
  readonly path: string
  readonly message: string
}
