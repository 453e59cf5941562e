import { objectOf, stringOf, stringsOf } from '../../program/json.js'

/** One image of an archive in the form of `docker save`: names of files in the archive. */
export interface DockerEntry {
  readonly config: string
  readonly tags: readonly string[]
  /** Bottom first. */
  readonly layers: readonly string[]
}

/** Reads `manifest.json` of such an archive; null where it is none. */
export function parseDockerManifest(text: string): readonly DockerEntry[] | null {
  const entries = parseArray(text)
  if (entries === null) return null
  const read = entries.map((entry): DockerEntry | null => {
    const image = objectOf(entry)
    const config = stringOf(image?.Config)
    if (image === null || config === null) return null
    return { config, tags: stringsOf(image.RepoTags), layers: stringsOf(image.Layers) }
  })
  const known = read.filter((entry) => entry !== null)
  return known.length === read.length ? known : null
}

function parseArray(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
