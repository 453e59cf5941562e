import {
  type EngineFacts,
  type ImageIdentity,
  type InsideView,
  incompleteObservation,
  type Observation,
  type ObservedContainer,
  type ObserveQuery,
  objectOf,
  type ProgramAnswer,
  parseObject,
  type Remedy,
  type Seen,
  stringMapOf,
  stringOf,
  type Trouble,
  type UnknownObservation,
  type UnreadableImage,
} from '@berth/core/adapter'
import { type Engine, reachedBy } from '../engine/engine.js'
import { engineFacts } from '../engine/engine-facts.js'
import { mendListing } from '../errors/advice.js'
import { engineSaid } from '../errors/engine-words.js'
import { calledAs, listContainers, showVersion, takeContainer, writeHost } from '../errors/enroot-commands.js'
import { explain } from '../errors/explain.js'
import { imageIdentity } from '../image/image-identity.js'

/**
 * The observation of a container from the answer of a probe. An answer that is not consistent is
 * `unknown`.
 */
export function observeOutcome(answer: ProgramAnswer, { name, privilege }: ObserveQuery): Seen {
  const { reports, stderr } = answer
  const told = new Map(reports)
  const by = { reachedBy: reachedBy(privilege) }
  if (told.has('no-enroot')) return { observation: unknown(explain(stderr, [], noEnroot(by))) }
  if (told.has('unlisted')) return { observation: unknown(explain(stderr, [], mendListing(by))) }
  const facts = engineFacts(told, by.reachedBy)
  if (told.size !== reports.length || facts === null) return { observation: unknown(incompleteObservation) }
  return { observation: observationOf(told, facts, name) ?? unknown(incompleteObservation) }
}

/** The observation that nothing can be said of a container. */
function unknown({ reason, remedy }: Trouble): UnknownObservation {
  return { state: 'unknown', reason, remedy, unreachable: false }
}

/** The observation of a container from the answer of a probe; null if something is missing from the answer. */
function observationOf(told: ReadonlyMap<string, string>, engine: EngineFacts, name: string): Observation | null {
  const localImage = localImageOf(told.get('image'))
  if (localImage === undefined) return null
  if (told.has('absent')) return { state: 'absent', engine, localImage }
  const [holder, here] = [told.get('elsewhere'), told.get('here')]
  if (holder !== undefined && here !== undefined) return unknown(heldElsewhere(name, holder, here, engine, told))
  const fileSystem = told.get('anywhere')
  if (fileSystem !== undefined) return unknown(perhapsElsewhere(name, fileSystem, engine))
  const state = told.has('running') ? 'running' : told.has('stopped') ? 'stopped' : null
  const id = told.get('container') ?? told.get('foreign')
  const createdAt = told.get('created')
  if (state === null || !id || !createdAt) return null
  const kept = told.has('container') ? keptOf(told) : foreign
  if (kept === null) return unknown(unreadableRecord(name))
  const inside = state === 'running' && 'berth.launch' in kept.labels ? insideOf(told) : null
  if (inside === undefined) return null
  const container: ObservedContainer = {
    id,
    name,
    ...kept,
    createdAt,
    startedAt: told.get(state) || null,
    inside,
    hostNetwork: true,
  }
  return { state, engine, localImage, container }
}

/** The labels and the image of a container that Berth wrote down at its launch; null if these cannot be read. */
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

/** The image that the host has; null if it has none; undefined if the answer does not tell. */
function localImageOf(rest: string | undefined): ImageIdentity | UnreadableImage | null | undefined {
  if (rest === 'none') return null
  const [, digest, path] = /^is (sha256:[0-9a-f]{64}) (.+)$/.exec(rest ?? '') ?? []
  if (digest !== undefined && path !== undefined) return imageIdentity(path, digest)
  const [, unreadable] = /^unreadable (.+)$/.exec(rest ?? '') ?? []
  return unreadable === undefined ? undefined : { unreadable }
}

/** What the inside of a running container told; undefined if the answer does not tell. */
function insideOf(told: ReadonlyMap<string, string>): InsideView | undefined {
  const [text, said, exit] = [told.get('inside'), told.get('stderr'), told.get('exit')?.trim()]
  if (text === undefined || said === undefined || !exit) return undefined
  return exit === '0' ? { text } : { unreadable: engineSaid(said) || text.trim() || `exit code ${exit}` }
}

function noEnroot(by: Pick<Engine, 'reachedBy'>): Remedy {
  return ['Mend what it reports.', showVersion({ enroot: calledAs(by) })]
}

/** What another host made runs there or nowhere: from here its processes cannot be seen. */
function heldElsewhere(
  name: string,
  holder: string,
  here: string,
  engine: EngineFacts,
  told: ReadonlyMap<string, string>,
): Trouble {
  const id = told.get('container')
  if (holder === '' || id === undefined) return unreadableRecord(name)
  return {
    reason: `container ${name} in ${engine.root} belongs to the host ${hostText(holder)}; this is ${hostText(here)}, where nothing can be told of it`,
    remedy: [
      'Give each host a folder of its own (ENROOT_DATA_PATH in enroot.conf), or use the container on the host that it belongs to. If that is this very host under an earlier name or machine id, say so.',
      takeContainer({
        user: engine.reachedBy === 'sudo' ? ['sudo'] : [],
        program: writeHost,
        folder: `${engine.root}/.berth/containers/${id}`,
      }),
    ],
  }
}

function hostText(identity: string): string {
  const [name, machine] = identity.split('\n')
  return machine ? `${name} (machine id ${machine})` : `${name}`
}

function perhapsElsewhere(name: string, fileSystem: string, engine: EngineFacts): Trouble {
  return {
    reason: `container ${name} does not run here, and whether it runs on another host cannot be told: Berth did not make it, and ${engine.root} is on ${fileSystem}, which hosts may share`,
    remedy: [
      'Look on every host that has this folder where it runs, and remove it there.',
      listContainers({ enroot: calledAs(engine) }),
    ],
  }
}

function unreadableRecord(name: string): Trouble {
  return {
    reason: `what Berth wrote down of container ${name} at its launch cannot be read`,
    remedy:
      'Try again in a moment. If it stays so, look into .berth in the folder of its root filesystems (ENROOT_DATA_PATH).',
  }
}
