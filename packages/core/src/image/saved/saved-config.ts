import { passingLabel } from '../../contract/index.js'
import { type JsonObject, objectOf, parseObject, stringMapOf } from '../../program/json.js'

/** Where a saved image is from. */
export interface SavedFrom {
  readonly cluster: string
  readonly host: string
  /** Id of the container. */
  readonly container: string
  /** When it was saved: RFC 3339. */
  readonly at: string
  /** The image that the container was made from, by the name that the engine has for it. */
  readonly base: string
}

/**
 * Labels of a saved image, which every container of it has too. They do not begin as the labels of Berth's containers
 * do: a container that somebody else makes of the image is not Berth's.
 */
const savedLabelNames = {
  cluster: 'berth-saved.cluster',
  host: 'berth-saved.host',
  container: 'berth-saved.container',
  at: 'berth-saved.at',
  base: 'berth-saved.base',
  baseDigest: 'berth-saved.base.digest',
} as const

/** Whether a configuration is that of the passing image of a container. */
export function isPassing(config: JsonObject): boolean {
  return passingLabel in (stringMapOf(objectOf(config.config)?.Labels) ?? {})
}

/** What the configuration of a saved image is made of. */
export interface SavedConfigParts {
  /** That of the image that the container was made from, and its digest. */
  readonly base: JsonObject
  readonly baseDigest: string
  /** That of the passing image. */
  readonly passing: JsonObject
  /** Digests of the layers without compression, bottom first. */
  readonly diffIds: readonly string[]
  readonly from: SavedFrom
}

/**
 * The configuration of a saved image: what runs in it, and how, is as the image says that the container was made from.
 * An engine would write down the container's own: its environment, Berth's sleeping init in place of the entrypoint,
 * its labels.
 */
export function savedConfig({ base, baseDigest, passing, diffIds, from }: SavedConfigParts): string {
  const own = objectOf(base.config) ?? {}
  const names = savedLabelNames
  const labels = {
    ...stringMapOf(own.Labels),
    [names.cluster]: from.cluster,
    [names.host]: from.host,
    [names.container]: from.container,
    [names.at]: from.at,
    [names.base]: from.base,
    [names.baseDigest]: baseDigest,
  }
  const kept = ['architecture', 'variant', 'os', 'os.version', 'os.features'].flatMap((name) =>
    passing[name] === undefined ? [] : [[name, passing[name]] as const],
  )
  const history = Array.isArray(base.history) ? base.history : []
  return JSON.stringify({
    created: from.at,
    ...Object.fromEntries(kept),
    config: { ...own, Labels: labels },
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: [...history, { created: from.at, created_by: 'berth save', comment: `container ${from.container}` }],
  })
}

/** Reads a configuration. Throws an `Error` where it is none. */
export function readConfig(text: string): JsonObject {
  const config = parseObject(text)
  if (config === null) throw new Error('its configuration is none of an image')
  return config
}
