import type { ClusterConfig, ContainerConfig } from '../model/cluster-config.js'
import { argsPath } from '../model/file-keys.js'
import { type ConfigPath, valueAt } from '../model/path.js'
import { clusterFileSchema, schemaAt } from '../model/schema.js'
import { isMap } from '../parse/merge-values.js'
import type { KnownPart } from './known-part.js'

type Values = Readonly<Record<string, unknown>>

/** What Berth works with, in the form of a cluster file. */
export interface EffectiveFile {
  /**
   * What the cluster file and the suite say together, with defaults filled in, `{user-id}` replaced, and paths on this
   * machine made absolute. It resolves to the same config, but for what is left out. Keys that Berth does not read are
   * not in it.
   */
  readonly file: Readonly<Record<string, unknown>>
  /** What is left out of it, for people to see. */
  readonly leftOut: readonly LeftOut[]
}

/** A key that an effective file is without: written there, its value would not mean the same. */
export interface LeftOut {
  readonly path: ConfigPath
  /** The value, or what is to be said of it. */
  readonly told: string
}

/** The effective file of a config that was made of what the files say. */
export function effectiveFile({ value, secrets }: KnownPart, config: ClusterConfig): EffectiveFile {
  const { container: given, priv_key_file: _, ...top } = value
  const { container, privateKeyFile } = config
  const values = {
    ...top,
    orchestrator: config.orchestrator,
    cluster_name: config.clusterName,
    head_node_dict: { mgmt_ip: config.headHost },
    ...(privateKeyFile !== null && { priv_key_file: privateKeyFile }),
    ...(container !== null && { container: effectiveContainer(mapOf(given), container) }),
  }
  const hidden = secrets.map((path): LeftOut => ({ path, told: 'hidden' }))
  return { file: complete(values, []), leftOut: [...hidden, ...namesLeftOut(container), ...keyLeftOut(value, config)] }
}

function effectiveContainer(given: Values, container: ContainerConfig): Values {
  const { setupScript, imageSource, runtime } = container
  const givenRuntime = mapOf(given.runtime)
  const { network, ipc, privileged } = runtime.args
  const args = {
    ...mapOf(givenRuntime.args),
    ...(network !== null && { network }),
    ...(ipc !== null && { ipc }),
    privileged,
  }
  const values = { ...givenRuntime, module: runtime.module, args: complete(args, argsPath) }
  const effective = {
    ...given,
    ...(setupScript.kind === 'file' && { setup_script: setupScript.path }),
    ...(imageSource.kind === 'local' && imageSource.archive !== null && { image_tar: imageSource.archive }),
    runtime: complete(values, ['container', 'runtime']),
  }
  return complete(effective, ['container'])
}

/** The keys of the object at a path with the defaults that the schema has for others, in the order of the schema. */
function complete(values: Values, path: ConfigPath): Values {
  const properties = Object.entries(schemaAt(clusterFileSchema, path)?.properties ?? {})
  const inOrder = properties.flatMap(([key, { default: usual }]): [string, unknown][] => {
    const value = values[key] ?? (values[key] === null ? null : usual)
    return value === undefined ? [] : [[key, value]]
  })
  return { ...Object.fromEntries(inOrder), ...values }
}

/** A name that follows the image is told, and not written: written, it would be pinned. */
function namesLeftOut(container: ContainerConfig | null): readonly LeftOut[] {
  return container === null || container.namePinned ? [] : [{ path: ['container', 'name'], told: container.name }]
}

/** A private key that is not there goes unused beside a password, and is an error without. */
function keyLeftOut(value: Values, { privateKeyFile }: ClusterConfig): readonly LeftOut[] {
  const key = valueAt(value, ['priv_key_file'])
  if (privateKeyFile !== null || typeof key !== 'string') return []
  return [{ path: ['priv_key_file'], told: `${key}, which is not there and goes unused` }]
}

function mapOf(value: unknown): Values {
  return isMap(value) ? value : {}
}
