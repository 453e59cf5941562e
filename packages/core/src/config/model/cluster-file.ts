import type { Privilege, PullPolicy } from '../../contract/index.js'
import type { Distribution, HostKeyPolicy, Lifetime, Orchestrator } from './cluster-config.js'
import type { Secret } from './secret.js'

/** Names and values; numbers and booleans become text. */
export type EnvironmentInput = Readonly<Record<string, string | number | boolean>>

/**
 * A cluster file as an object, for configs made in code: the same keys, the same checks. The schema,
 * `clusterFileSchema`, says what each key means. Other top-level keys and keys that begin with `_` are left alone.
 */
export interface ClusterFile {
  readonly orchestrator?: Orchestrator
  readonly cluster_name?: string | null
  readonly node_dict: Readonly<Record<string, HostInput | null>> | readonly ListedHostInput[]
  readonly head_node_dict?: { readonly mgmt_ip?: string; readonly [other: string]: unknown } | null
  readonly groups?: Readonly<Record<string, string | readonly string[]>> | null
  readonly username?: string | null
  readonly priv_key_file?: string | null
  readonly password?: string | Secret | null
  readonly host_key_policy?: HostKeyPolicy | null
  readonly env_vars?: EnvironmentInput | null
  readonly suite_merge?: 'merge' | 'replace'
  readonly container?: ContainerInput | null
  readonly [other: string]: unknown
}

/** A host of an object keyed by address. */
export interface HostInput {
  readonly address?: string | null
  readonly port?: number | null
  readonly user?: string | null
  readonly jump?: string | null
  readonly vpc_ip?: string | null
  readonly bmc_ip?: string | null
  readonly rack_id?: string | number | null
  readonly [other: string]: unknown
}

/** A host of a list. */
export interface ListedHostInput extends HostInput {
  readonly mgmt_ip: string
}

/** The `container` block. */
export interface ContainerInput {
  readonly lifetime?: Lifetime
  readonly image: string
  readonly name?: string | null
  readonly lease?: string | number
  readonly setup_script?: string | false | null
  readonly setup_scripts_at_once?: number
  readonly sshd?: 'auto' | boolean
  readonly sshd_port?: number | 'auto'
  readonly pull?: PullPolicy
  readonly pulls_at_once?: number
  readonly image_tar?: string | null
  readonly image_source?: 'hosts' | 'local' | 'head'
  readonly distribute?: Distribution
  readonly env?: EnvironmentInput | null
  readonly runtime?: RuntimeInput | null
  readonly [comment: `_${string}`]: unknown
}

/** The `container.runtime` block. */
export interface RuntimeInput {
  readonly name?: string
  readonly module?: string | null
  readonly privilege?: Privilege
  readonly args?: RuntimeArgsInput | null
  readonly [comment: `_${string}`]: unknown
}

/**
 * The `container.runtime.args` block, without the keys that a runtime adds. In code the runtime's keys are spread into
 * the block, so that the built-in keys are still held to their names: `{ defaults: 'none', ...own }`.
 */
export interface RuntimeArgsInput {
  readonly defaults?: 'rocm' | 'cuda' | 'none'
  readonly network?: string
  readonly ipc?: string
  readonly privileged?: boolean
  readonly volumes?: readonly string[] | null
  readonly shm_size?: string | number
  /** The same as `shm_size`. */
  readonly 'shm-size'?: string | number
  readonly tmpfs?: readonly string[] | null
  readonly workdir?: string
  readonly hostname?: string
  readonly pid?: string
  readonly gpus?: string | number | readonly string[]
  readonly entrypoint?: 'keep' | 'replace'
  readonly extra?: readonly string[] | null
  readonly devices?: readonly string[] | null
  readonly cap_add?: readonly string[] | null
  readonly security_opt?: readonly string[] | null
  readonly group_add?: readonly (string | number)[] | null
  readonly ulimit?: readonly string[] | null
  readonly env?: EnvironmentInput | null
  readonly registry?: RegistryInput | null
  readonly [comment: `_${string}`]: unknown
}

/** The `container.runtime.args.registry` block. */
export interface RegistryInput {
  readonly username: string
  /** Exactly one of `password_file`, `password_env` and `password_command` must be given. */
  readonly password_file?: string | null
  readonly password_env?: string | null
  readonly password_command?: string | null
  readonly server?: string | null
  readonly [comment: `_${string}`]: unknown
}
