import {
  type ContainerHandle,
  type ContainerSpec,
  type ImageIdentity,
  type Observation,
  parseObject,
  quote,
  stringMapOf,
} from '@berth/core/adapter'

interface Metadata extends ContainerHandle {
  readonly image: string
}

/** Labels as they stand in a metadata file, a line each, which `grep -x` finds. */
export function labelLines(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map((label) => JSON.stringify(label))
}

export function metadataOf(id: string, { name, image, labels }: ContainerSpec): string {
  return [...labelLines(labels), JSON.stringify({ id, name, image: image.id })].join('\n')
}

/** Throws for what is no metadata of a sandbox. */
export function parseMetadata(text: string): Metadata {
  const lines = text.split('\n')
  const { id, name, image } = parseObject(lines.pop() ?? '') ?? {}
  const labels = stringMapOf(Object.fromEntries(lines.map((line) => JSON.parse(line))))
  if (typeof id !== 'string' || typeof name !== 'string' || typeof image !== 'string' || labels === null)
    throw new SyntaxError('the metadata is damaged')
  return { id, name, image, labels }
}

/** A shell program that puts a sandbox's environment before the words of a command. */
export function environmentOf({ env }: ContainerSpec): string {
  return `set -- ${Object.entries(env)
    .map(([name, value]) => quote(`${name}=${value}`))
    .join(' ')} "$@"`
}

/** A shell program that makes a sandbox's bind mounts. */
export function mountsOf({ volumes }: ContainerSpec): string {
  return volumes
    .map(({ source, target, options }) => `bind ${quote(source)} ${quote(target)} ${options ?? 'rw'}\n`)
    .join('')
}

/** What a spec asks for that a sandbox cannot do, by the names of the cluster file. All devices and capabilities are there anyway. */
export function refusedBy(spec: ContainerSpec): readonly string[] {
  const can = {
    network: spec.network === null || spec.network === 'host',
    ipc: spec.ipc === null || spec.ipc === 'host',
    volumes: spec.volumes.every(({ source, options }) => source.startsWith('/') && /^(ro|rw)$/.test(options ?? 'rw')),
    devices: spec.devices.every(({ path, target }) => target === null || target === path),
    security_opt: spec.securityOpt.every((option) => option.endsWith('unconfined')),
    group_add: spec.groupAdd.length === 0,
    ulimit: spec.ulimits.length === 0,
  }
  return Object.entries(can).flatMap(([key, able]) => (able ? [] : [key]))
}

/** The digest of its archive is all that is known of an image. */
export function imageOf(digest: string): ImageIdentity {
  return { id: digest, configDigest: `sha256:${digest}`, manifestDigests: [], layers: [], platform: null }
}

/** What the host's reports come to. */
export function observationOf(reports: ReadonlyMap<string, string>): Observation {
  const [local, metadata] = [reports.get('image'), reports.get('metadata')]
  const view = {
    engine: {
      id: null,
      version: reports.get('version') ?? '',
      store: 'overlayfs',
      reachedBy: reports.get('reached') === 'sudo' ? 'sudo' : 'plain',
      rootless: false,
      endsWithLogin: false,
    },
    localImage: local === undefined ? null : imageOf(local),
  } as const
  if (metadata === undefined) return { ...view, state: 'absent' }
  const { image, ...handle } = parseMetadata(metadata)
  const container = {
    ...handle,
    createdAt: reports.get('created') ?? '',
    startedAt: reports.get('started') ?? null,
    imageReference: image,
    image: imageOf(image),
    marker: reports.get('marker') ?? null,
    hostNetwork: true,
  }
  return { ...view, state: reports.has('running') ? 'running' : 'stopped', container }
}
