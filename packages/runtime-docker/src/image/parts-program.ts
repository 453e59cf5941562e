import { archiveHeader, type HostProgram, type ImageOutline, type PartsPut, type Refusal } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'
import { archiveTexts } from './archive-texts.js'
import { fullName } from './full-name.js'
import { layoutTexts } from './layout-texts.js'
import { partName } from './part-name.js'
import { passingName } from './passing-name.js'

/** Asks which layers the engine has, and what room there is. */
export function lookForPartsProgram(
  { form, config, layers, reference }: ImageOutline,
  { dialect, reachedBy, root }: Engine,
): HostProgram | Refusal {
  if (form === 'file')
    return {
      reason: `${reference} is given as a squashfs image, which ${dialect.title} does not take`,
      remedy: 'Give an archive as docker or podman writes one, or an OCI layout.',
    }
  // What an archive may lack is a chain of layers from the bottom up.
  const bottom = dialect.takesParts === 'archive' ? (layers[0]?.diffId ?? config.digest) : ''
  const words = [reachedBy, dialect.program, digitsOf(config.digest), root, bottom]
  return { program: programs['look-for-parts'], words }
}

/** Writes out an image, on standard output. */
export function saveCommand(reference: string, { dialect, reachedBy }: Engine): readonly string[] {
  return ['sh', '-c', programs.save, 'berth-save', reachedBy, dialect.program, reference]
}

/** Makes an image of the parts that are in the folder. */
export function loadPartsProgram(parts: PartsPut, engine: Engine): HostProgram {
  const { outline, folder } = parts
  const { dialect, reachedBy, store } = engine
  const { invalidReference, noImage } = dialect.words
  const said = [invalidReference.source, noImage.source]
  const rest = [folder, ...said, digitsOf(outline.config.digest)]
  switch (dialect.takesParts) {
    case 'archive': {
      const words = [reachedBy, dialect.program, fullName(outline.reference), ...rest]
      if (store === 'classic') return { program: programs['load-parts'], words: [...words, ...archiveWords(parts)] }
      // The containerd store keeps layers as they were sent too: one that it unpacked from another compression does for
      // a container, but leaves an image that can be neither saved nor pushed, and that `image ls` hides.
      const passing = passingName(dialect, digitsOf(outline.config.digest))
      const named = { ...parts, outline: { ...outline, reference: passing } }
      const layersThere = parts.missing.length === outline.layers.length ? 'every' : 'some'
      return {
        program: programs['load-partial'],
        words: [...words, passing, String(bytesOf(outline)), layersThere, ...archiveWords(named)],
      }
    }
    case 'layout': {
      const texts = layoutTexts(parts).flatMap(({ name, text }) => [name, text])
      // A short name means one of the host itself, where it is given and where it is looked for.
      return {
        program: programs['load-layout'],
        words: [reachedBy, dialect.program, outline.reference, ...rest, ...texts],
      }
    }
    default:
      return dialect.takesParts satisfies never
  }
}

function bytesOf({ config, manifest, layers }: ImageOutline): number {
  const parts = new Map([config, manifest, ...layers].map(({ digest, size }) => [digest, size]))
  return [...parts.values()].reduce((sum, size) => sum + size, 0)
}

function archiveWords({ outline, missing }: PartsPut): readonly string[] {
  const { config, layers } = outline
  const sent = new Map(
    missing.map((position) => layers[position]).flatMap((part) => (part ? [[part.digest, part]] : [])),
  )
  const parts = [config, ...sent.values()].map(({ digest, size }) => fileWords(partName(digest), size, ''))
  const texts = archiveTexts(outline).map(({ name, text }) => fileWords(name, Buffer.byteLength(text), text))
  return [...texts, ...parts].flat()
}

/** What the program is to know of a file in the archive; the sum is in the header of the file. */
function fileWords(name: string, size: number, text: string): readonly string[] {
  return [name, String(size), archiveHeader(name, size).toString('latin1', 148, 154), text]
}

function digitsOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1)
}
