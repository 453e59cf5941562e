import {
  type HostProgram,
  type ImageIdentity,
  type ImageOutline,
  type ImagePartsPart,
  type PartsNeeded,
  type PartsPut,
  type ProgramAnswer,
  parseSections,
  type Refusal,
  type Trouble,
} from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { explain } from '../errors/explain.js'
import { programs } from '../programs.generated.js'
import { imageIdentity } from './image-identity.js'
import { imageFile } from './image-reference.js'

/** How hosts are given an image: as the one file that it is, for there are no layers of which they could have some. */
export const parts: ImagePartsPart<Engine> = {
  look: {
    program: lookProgram,
    outcome: partsNeeded,
    explain: (stderr, _remedy, _engine, outline) => failure(stderr, outline),
  },
  load: {
    program: loadProgram,
    beginnings: ({ outline }) => ({ loading: `putting ${outline.reference} in its place` }),
    warnings: ({ outline }) => ({
      moves: () => `${outline.reference} is another image now, whose file is replaced`,
    }),
    progressOn: 'stderr',
    outcome: loaded,
    explain: (stderr, _remedy, _engine, { outline }) => failure(stderr, outline),
  },
  save: (reference, { reachedBy, data }) => {
    const { through, shell, program, words } = asUser(reachedBy, programs.save, [data, imageFile(reference)])
    return [...through, ...shell, '-c', program, 'berth-save', ...words]
  },
}

function lookProgram({ form, config, reference }: ImageOutline, { reachedBy, data }: Engine): HostProgram | Refusal {
  if (form === 'layers')
    return {
      reason: `${reference} is given as an image of layers, which enroot does not take`,
      remedy: 'Import it here by enroot itself, and give the squashfs file.',
    }
  if (reachedBy === 'sudo')
    return {
      reason: `${reference} cannot be given to root’s enroot by another user`,
      remedy: 'Log in as root, or leave out runtime.privilege; or copy the file to the hosts (container.image_tar).',
    }
  return asUser(reachedBy, programs['look-for-parts'], [data, digitsOf(config.digest)])
}

function partsNeeded({ reports, stderr }: ProgramAnswer, outline: ImageOutline): PartsNeeded | Refusal {
  const sections = parseSections(reports)
  const folder = sections?.get('folder')?.stdout
  if (!folder?.startsWith('/')) return failure(stderr, outline)
  const said = sections?.get('room')
  const line = said?.exitCode === 0 ? (said.stdout.trimEnd().split('\n').at(-1) ?? '') : ''
  const [, kilobytes, mount] = /\s(\d+)\s+\d+%\s+(\/.*)$/.exec(line) ?? []
  if (kilobytes === undefined || mount === undefined) return { missing: [], folder, rooms: [] }
  return {
    missing: [],
    folder,
    rooms: [{ path: folder, mount, free: Number(kilobytes) * 1024, copies: 1, unpacks: false }],
  }
}

function loadProgram({ outline, folder }: PartsPut, { reachedBy, data }: Engine): HostProgram {
  const { config, reference } = outline
  const part = `blobs/${config.digest.replace(':', '/')}`
  return asUser(reachedBy, programs['load-parts'], [data, folder, part, config.digest, imageFile(reference)])
}

function loaded({ reports, stderr }: ProgramAnswer, { outline }: PartsPut): ImageIdentity | Refusal {
  const [word, text = ''] = reports.at(-1) ?? []
  const [, digest, path] = word === 'image' ? (/^(sha256:[0-9a-f]{64}) (.+)$/s.exec(text) ?? []) : []
  if (digest === undefined || path === undefined) return failure(stderr, outline)
  if (digest === outline.config.digest) return imageIdentity(path, digest)
  return { reason: `${outline.reference} was given another image meanwhile`, remedy: 'Run it again.' }
}

function failure(stderr: string, { reference }: ImageOutline): Trouble {
  const { reason, remedy } = explain(stderr, [], 'Mend what is reported on the host, then run it again.')
  return { reason: `${reference} could not be given: ${reason}`, remedy }
}

function digitsOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1)
}
