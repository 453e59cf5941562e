import type { LocalFile, LocalTree } from '../../../files/index.js'
import type { LocalBytes, LocalImage } from '../../../image/index.js'

/** Where a part of an image is in the folder that parts are put into: in the layout of OCI. */
function partPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`
}

/** The parts of an image of this machine that a host is to be given, each once: its configuration and some layers. */
export function partsTree({ config, layers }: LocalImage, missing: readonly number[]): LocalTree {
  const parts = new Map<string, LocalFile>()
  const add = (digest: string, { path: source, start, size }: LocalBytes): void => {
    parts.set(digest, {
      path: partPath(digest),
      source,
      start,
      size,
      mode: 0o600,
      hash: digest.slice('sha256:'.length),
    })
  }
  add(config.digest, config.bytes)
  for (const position of missing) {
    const layer = layers[position]
    if (layer !== undefined) add(layer.digest, layer.bytes)
  }
  const folders = ['blobs', 'blobs/sha256'].map((path) => ({ path, mode: 0o700 }))
  return { files: [...parts.values()], links: [], folders }
}
