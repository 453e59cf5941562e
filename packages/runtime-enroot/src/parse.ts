import {
  type EngineFacts,
  type ImageIdentity,
  type Observation,
  type ObservedContainer,
  type ObserveQuery,
  objectOf,
  parseObject,
  parseReports,
  stringMapOf,
  stringOf,
  type Trouble,
  type UnknownObservation,
  type UnreadableImage,
} from '@berth/core/adapter'
import { type Engine, reachedBy } from './engine.js'
import { explain } from './errors.js'
import { imageIdentity } from './image-identity.js'

/** An observation, with the engine that it was made of if one was found. */
export interface Probed {
  readonly observation: Observation
  readonly engine: Engine | null
}

/** Reads the answer of a probe. Whatever is not a whole and consistent answer is `unknown`. */
export function parseProbe(
  answer: { readonly stdout: string; readonly stderr: string },
  nonce: string,
  query: ObserveQuery,
): Probed {
  const reports = parseReports(answer.stdout, nonce)
  const told = new Map(reports)
  const data = told.get('data')
  const engine = data === undefined ? null : { reachedBy: reachedBy(query.privilege), data }
  const [last] = reports.at(-1) ?? []
  if (last === 'no-enroot') return { observation: unknown(explain(answer.stderr, [], noEnroot)), engine: null }
  if (last === 'unlisted') return { observation: unknown(explain(answer.stderr, [], unlisted)), engine }
  const version = told.get('engine')
  if (last !== 'end' || told.size !== reports.length || engine === null || version === undefined) {
    return { observation: unknown(incomplete), engine }
  }
  const facts = {
    id: null,
    version,
    store: 'squashfs',
    reachedBy: engine.reachedBy,
    rootless: engine.reachedBy === 'plain',
    endsWithLogin: told.has('ends-with-login'),
  }
  return { observation: observationOf(told, facts, query.name) ?? unknown(incomplete), engine }
}

/** An observation that nothing can be said. */
function unknown({ reason, remedy }: Trouble): UnknownObservation {
  return { state: 'unknown', reason, remedy, unreachable: false }
}

/** Null if something is missing from the answer. */
function observationOf(told: ReadonlyMap<string, string>, engine: EngineFacts, name: string): Observation | null {
  const localImage = localImageOf(told.get('image'))
  if (localImage === undefined) return null
  if (told.has('absent')) return { state: 'absent', engine, localImage }
  const state = told.has('running') ? 'running' : told.has('stopped') ? 'stopped' : null
  const marker = markerOf(told.get('marker'))
  const id = told.get('container') ?? told.get('foreign')
  const createdAt = told.get('created')
  if (state === null || marker === undefined || !id || !createdAt) return null
  if (typeof marker === 'object' && marker !== null) return unknown(marker)
  const kept = told.has('container') ? keptOf(told) : foreign
  if (kept === null) return unknown(unreadableRecord(name))
  const container: ObservedContainer = {
    id,
    name,
    ...kept,
    createdAt,
    startedAt: told.get(state) || null,
    marker,
    hostNetwork: true,
  }
  return { state, engine, localImage, container }
}

/** What was written down at the launch; null if it cannot be read. */
function keptOf(
  told: ReadonlyMap<string, string>,
): Pick<ObservedContainer, 'labels' | 'image' | 'imageReference'> | null {
  const labels = parseObject(told.get('labels') ?? '')
  const image = objectOf(parseObject(told.get('record') ?? '')?.image)
  const [path, digest] = [stringOf(image?.id), stringOf(image?.configDigest)]
  const map = labels === null ? null : stringMapOf(labels)
  if (map === null || path === null || digest === null) return null
  return { labels: map, imageReference: path, image: imageIdentity(path, digest) }
}

/** Somebody else's container: enroot itself does not know what it was made from. */
const foreign = {
  labels: {},
  imageReference: '',
  image: { unreadable: 'enroot does not keep which image a container was made from, and Berth did not make this one' },
} as const

/** Undefined if the answer does not tell. */
function localImageOf(rest: string | undefined): ImageIdentity | UnreadableImage | null | undefined {
  if (rest === 'none') return null
  const [, digest, path] = /^is (sha256:[0-9a-f]{64}) (.+)$/.exec(rest ?? '') ?? []
  if (digest !== undefined && path !== undefined) return imageIdentity(path, digest)
  const [, unreadable] = /^unreadable (.+)$/.exec(rest ?? '') ?? []
  return unreadable === undefined ? undefined : { unreadable }
}

/** Content of the marker; null if there is none; undefined if the answer does not tell. */
function markerOf(rest: string | undefined): string | null | undefined | Trouble {
  if (rest === 'none') return null
  const [, encoded] = /^is ([A-Za-z0-9+/=]*)$/.exec(rest ?? '') ?? []
  if (encoded !== undefined) return Buffer.from(encoded, 'base64').toString('utf8')
  return rest === undefined ? undefined : unreadableMarker
}

const noEnroot = 'Run enroot version on the host as the login user, and mend what it reports.'
const unlisted = 'Run enroot list on the host as the login user, and mend what it reports.'

const unreadableMarker: Trouble = {
  reason: 'whether the container is provisioned could not be read from its root filesystem',
  remedy: 'Look at /var/lib/berth in the container: a link there may lead out of it.',
}

/** An answer that was cut off or mixed up. */
const incomplete: Trouble = {
  reason: 'the answer of the probe is incomplete',
  remedy: 'Try again; if it stays so, look for a full disk, or for limits on the processes of the login user.',
}

function unreadableRecord(name: string): Trouble {
  return {
    reason: `what Berth wrote down of container ${name} at its launch cannot be read`,
    remedy: 'Look into .berth in the folder of enroot list on the host; it may be changing just now.',
  }
}
