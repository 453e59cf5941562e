import {
  BerthError,
  type ContainerHandle,
  type ContainerSpec,
  type ImageIdentity,
  type Observation,
  parseObject,
  quote,
  stringMapOf,
  type Trouble,
} from '@berth/core/adapter'

/** Labels as they stand in a metadata file, one to a line, where `grep -x` finds them. */
export function labelLines(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map(([name, value]) => JSON.stringify({ [name]: value }))
}

/** What is kept of a spec beside a sandbox: its metadata, and two shell programs that set its environment and mount its volumes. */
export function filesOf(id: string, { name, image, labels, env, volumes }: ContainerSpec): readonly string[] {
  const variables = Object.entries(env).map(([key, value]) => quote(`${key}=${value}`))
  const mounts = volumes.map(
    ({ source, target, options }) => `bind ${quote(source)} ${quote(target)} ${options ?? 'rw'}`,
  )
  const metadata = [...labelLines(labels), JSON.stringify({ id, name, image: image.id })]
  return [metadata.join('\n'), `set -- ${variables.join(' ')} "$@"`, mounts.join('\n')]
}

/** Reads a metadata file, whose last line says that it is whole. */
export function parseMetadata(text: string): ContainerHandle & { readonly image: string } {
  const lines = text.split('\n').map(parseObject)
  const { id, name, image } = lines.pop() ?? {}
  const labels = stringMapOf(Object.assign({}, ...lines))
  if (typeof id === 'string' && typeof name === 'string' && typeof image === 'string' && labels !== null)
    return { id, name, image, labels }
  const trouble = { message: `no metadata of a sandbox: ${text}`, remedy: 'Look at the folder of the sandbox.' }
  throw new BerthError({ code: 'BERTH_PROBE_UNTRUSTED', operation: 'read metadata', ...trouble })
}

/** What a spec asks for and a sandbox does not have. Every device and every capability is there anyway. */
export function refusedBy(spec: ContainerSpec): Trouble | null {
  const can = {
    network: spec.network === null || spec.network === 'host',
    ipc: spec.ipc === null || spec.ipc === 'host',
    volumes: spec.volumes.every(({ source, options }) => source.startsWith('/') && /^(ro|rw)$/.test(options ?? 'rw')),
    devices: spec.devices.every(({ path, target }) => target === null || target === path),
    security_opt: spec.securityOpt.every((option) => option.endsWith('unconfined')),
    group_add: spec.groupAdd.length === 0,
    ulimit: spec.ulimits.length === 0,
  }
  const refused = Object.entries(can).flatMap(([key, able]) => (able ? [] : [key]))
  if (refused.length === 0) return null
  return { reason: `sandboxes cannot do this ${refused.join(', ')}`, remedy: 'Change it in container.runtime.args.' }
}

/** The digest of its archive is all that is known of an image. */
export function imageOf(digest: string): ImageIdentity {
  return { id: digest, configDigest: `sha256:${digest}`, manifestDigests: [], layers: [], platform: null }
}

/** What a host's reports of a sandbox come to. */
export function observationOf(reports: ReadonlyMap<string, string>): Observation {
  const [version = '', local, metadata] = [reports.get('version'), reports.get('image'), reports.get('metadata')]
  const reachedBy = reports.get('reached') === 'sudo' ? 'sudo' : 'plain'
  const engine = { id: null, version, store: 'overlayfs', reachedBy, rootless: false, endsWithLogin: false } as const
  const view = { engine, localImage: local === undefined ? null : imageOf(local) }
  if (metadata === undefined) return { ...view, state: 'absent' }
  const { image, ...handle } = parseMetadata(metadata)
  const times = { createdAt: reports.get('created') ?? '', startedAt: reports.get('started') ?? null }
  const inside = { imageReference: image, image: imageOf(image), marker: reports.get('marker') ?? null }
  const container = { ...handle, ...times, ...inside, hostNetwork: true }
  return { ...view, state: reports.has('running') ? 'running' : 'stopped', container }
}
