import {
  type ContainerHandle,
  type ContainerSpec,
  type ImageIdentity,
  type ImageSource,
  incompleteObservation,
  type LaunchedContainer,
  type Observation,
  type ProgramAnswer,
  parseObject,
  type Refusal,
  type Seen,
  stringMapOf,
} from '@berth/core/adapter'

/** What an observation saw. */
export function seen({ reports }: ProgramAnswer): Seen {
  return { observation: observationOf(new Map(reports)) }
}

function observationOf(reports: ReadonlyMap<string, string>): Observation {
  const { version = '', image: local, metadata, inside: text, reached, root = '' } = Object.fromEntries(reports)
  const reachedBy = reached === 'sudo' ? 'sudo' : 'plain'
  const engine = {
    ...{ id: null, boot: null, own: true, version },
    store: 'overlayfs',
    root,
    reachedBy,
    rootless: false,
    endsWithLogin: false,
  } as const
  const view = { engine, localImage: local === undefined ? null : imageOf(local) }
  if (metadata === undefined) return { ...view, state: 'absent' }
  const sandbox = parseMetadata(metadata)
  if (sandbox === null) return { state: 'unknown', ...incompleteObservation, unreachable: false }
  const { image, ...handle } = sandbox
  const times = { createdAt: reports.get('created') ?? '', startedAt: reports.get('started') ?? null }
  const inside = { inside: text === undefined ? null : { text }, hostNetwork: true }
  const container = { ...handle, ...times, imageReference: image, image: imageOf(image), ...inside }
  return { ...view, state: reports.has('running') ? 'running' : 'stopped', container }
}

/** Nothing more to say of a sandbox that was removed, or why it was not. */
export function removed({ reports: [said] }: ProgramAnswer): Refusal | null {
  return said === undefined ? null : { code: 'BERTH_IN_USE', reason: said[1], remedy: 'Wait until it is used no more.' }
}

/** What the image is that was made present, or why there is none. */
export function image({ reports }: ProgramAnswer, { reference, pull }: ImageSource): ImageIdentity | Refusal {
  const digest = new Map(reports).get('image')
  if (digest !== undefined && pull !== 'always') return imageOf(digest)
  const code = pull === 'never' ? 'BERTH_IMAGE_UNAVAILABLE' : 'BERTH_CAPABILITY_MISSING'
  return { code, reason: `${reference} cannot be pulled`, remedy: 'Set container.image_tar.' }
}

/** The digest of its archive is all that is known of an image. */
function imageOf(digest: string): ImageIdentity {
  return { id: digest, configDigest: `sha256:${digest}`, manifestDigests: [], layers: [], platform: null }
}

/** The sandbox that was launched, or why there is none. */
export function launched({ reports }: ProgramAnswer, { name }: ContainerSpec): LaunchedContainer | Refusal {
  const { id, started: startedAt } = Object.fromEntries(reports)
  if (id !== undefined && startedAt !== undefined) return { id, startedAt }
  return { code: 'BERTH_NAME_TAKEN', reason: `the name ${name} is taken`, remedy: 'Choose another container.name.' }
}

/** The sandboxes of a listing. */
export function listed({ reports }: ProgramAnswer): readonly ContainerHandle[] | Refusal {
  const sandboxes = reports.map(([, metadata]) => parseMetadata(metadata))
  return sandboxes.every((sandbox) => sandbox !== null) ? sandboxes : incompleteObservation
}

/** Reads a metadata file, whose last line says that it is whole; null if it is not. */
function parseMetadata(text: string): (ContainerHandle & { readonly image: string }) | null {
  const lines = text.split('\n').map(parseObject)
  const { id, name, image } = lines.pop() ?? {}
  const labels = stringMapOf(Object.assign({}, ...lines))
  const isWhole = typeof id === 'string' && typeof name === 'string' && typeof image === 'string' && labels !== null
  return isWhole ? { id, name, image, labels } : null
}
