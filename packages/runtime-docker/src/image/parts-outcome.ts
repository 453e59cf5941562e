import {
  type DiskRoom,
  type ImageIdentity,
  type ImageOutline,
  type PartsNeeded,
  type PartsPut,
  type ProgramAnswer,
  parseSections,
  type Refusal,
  type Section,
  stringsOf,
  type Trouble,
} from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { explain } from '../errors/explain.js'
import { archiveRemedies } from '../errors/remedies.js'
import { architecturesOf } from './architectures.js'
import { imageIdentity } from './image-identity.js'

/** Which layers the engine lacks, and where they go; or why that cannot be told. */
export function partsNeeded(
  { reports }: ProgramAnswer,
  { layers }: ImageOutline,
  engine: Engine,
): PartsNeeded | Refusal {
  const sections = parseSections(reports)
  const there = sections?.get('layers')
  const folder = sections?.get('folder')?.stdout
  if (sections === null || there === undefined || !folder?.startsWith('/')) return partsFailure('', engine)
  if (there.exitCode !== 0) return partsFailure(there.stderr, engine)
  const rooms = roomsOf(sections, folder, engine)
  const architectures = architecturesOf(sections.get('machine')?.stdout ?? '', sections.get('emulated')?.stdout ?? '')
  const rest = { folder, rooms, architectures }
  if (sections.get('every-layer')?.exitCode === 0) return { missing: [...layers.keys()], ...rest }
  return { missing: missingLayers(layers, there.stdout.split('\n').map(parseLayers), engine), ...rest }
}

/** The positions of layers whose bytes the engine would ask for, by the layers of every image that it has. */
function missingLayers(
  layers: ImageOutline['layers'],
  images: readonly (readonly string[])[],
  { dialect }: Engine,
): readonly number[] {
  const all = layers.map((_, position) => position)
  const diffIds = layers.map(({ diffId }) => diffId)
  switch (dialect.takesParts) {
    case 'archive':
      return all.slice(longestChain(diffIds, images))
    case 'layout': {
      const there = new Set(images.flat())
      return all.filter((position) => !there.has(diffIds[position] ?? ''))
    }
    default:
      return dialect.takesParts satisfies never
  }
}

/**
 * How many of the bottom layers one of the images has, one upon the other as here: a layer counts only on top of those
 * below it.
 */
function longestChain(wanted: readonly string[], images: readonly (readonly string[])[]): number {
  const chains = images.map((there) => {
    const differs = wanted.findIndex((diffId, position) => there[position] !== diffId)
    return differs === -1 ? wanted.length : differs
  })
  return Math.max(0, ...chains)
}

function parseLayers(line: string): readonly string[] {
  try {
    return stringsOf(JSON.parse(line))
  } catch {
    return []
  }
}

/** Where bytes go. One engine unpacks an archive beside its store before it reads it, the other keeps layers there. */
function roomsOf(sections: ReadonlyMap<string, Section>, folder: string, engine: Engine): readonly DiskRoom[] {
  const isArchive = engine.dialect.takesParts === 'archive'
  return [
    // Podman unpacks each layer once more where temporary files go, which is on this disk as a rule.
    roomOf(sections.get('folder-room'), { path: folder, copies: 1, unpacks: !isArchive }),
    roomOf(sections.get('engine-room'), { path: engine.root, copies: isArchive ? 1 : 0, unpacks: true }),
  ].filter((room) => room !== null)
}

/** Reads `df -P`, whose last line is of the file system; null where it does not tell. */
function roomOf(section: Section | undefined, place: Omit<DiskRoom, 'mount' | 'free'>): DiskRoom | null {
  const line = section?.exitCode === 0 ? (section.stdout.trimEnd().split('\n').at(-1) ?? '') : ''
  const [, kilobytes, mount] = /\s(\d+)\s+\d+%\s+(\/.*)$/.exec(line) ?? []
  return kilobytes === undefined || mount === undefined ? null : { ...place, mount, free: Number(kilobytes) * 1024 }
}

/** Why the engine could not be asked for its layers. */
export function partsFailure(stderr: string, engine: Engine): Trouble {
  const { reason, remedy } = explain(stderr, engine, [], 'Mend what is reported on the host, then run it again.')
  return { reason: `which layers are there could not be told: ${reason}`, remedy }
}

/** The identity of the image that was made of parts, or why there is none. */
export function partsOutcome(
  { reports, stderr }: ProgramAnswer,
  { outline }: Pick<PartsPut, 'outline'>,
  engine: Engine,
): ImageIdentity | Refusal {
  const [word, text = ''] = reports.at(-1) ?? []
  switch (word) {
    case 'image': {
      const identity = imageIdentity(text, engine.store)
      if ('unreadable' in identity) return { reason: identity.unreadable, remedy: again }
      const { configDigest, manifestDigests } = identity
      const isIt = configDigest === outline.config.digest || manifestDigests.includes(outline.manifest.digest)
      if (isIt) return identity
      return { reason: `${outline.reference} was given another image meanwhile`, remedy: again }
    }
    case 'incomplete':
      return { reason: `the engine lacks layers of ${outline.reference} as they are sent`, remedy: again }
    case 'still-missing':
      return { reason: `${outline.reference} was loaded and is not there`, remedy: again }
    default:
      return loadFailure(stderr, outline, engine)
  }
}

/** Why parts could not be made into an image. */
export function loadFailure(stderr: string, { reference }: Pick<ImageOutline, 'reference'>, engine: Engine): Trouble {
  const { reason, remedy } = explain(stderr, engine, archiveRemedies(engine), again)
  return { reason: `${reference} could not be loaded: ${reason}`, remedy }
}

const again = 'Run it again: what the host has by then is not sent again.'
