import { objectOf, parseObject, stringOf } from '../../program/json.js'

/** What the configuration of an image says of its layers, and for what it is. */
export interface ImageConfiguration {
  /** Digests of the layers without compression, bottom first. */
  readonly diffIds: readonly string[]
  readonly platform: string | null
}

/** Reads the configuration of an image; null where it is none. */
export function parseImageConfig(text: string): ImageConfiguration | null {
  const config = parseObject(text)
  const diffIds = objectOf(config?.rootfs)?.diff_ids
  if (config === null || !Array.isArray(diffIds) || !diffIds.every(isDigest)) return null
  const [os, architecture, variant] = [config.os, config.architecture, config.variant].map(stringOf)
  const platform = os && architecture ? [os, architecture, ...(variant ? [variant] : [])].join('/') : null
  return { diffIds, platform }
}

/** Whether a value is a digest of the kind that names layers. */
export function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value)
}
