import { objectOf, parseObject, stringOf } from '@berth/core/adapter'
import type { EngineInfo } from './engine-info.js'

/**
 * Reads `podman info --format '{{json .}}'`; null if the text does not come from Podman. Engines of Podman have no id.
 */
export function parsePodmanInfo(text: string): EngineInfo | null {
  const info = parseObject(text)
  const rootless = objectOf(objectOf(info?.host)?.security)?.rootless
  const driver = stringOf(objectOf(info?.store)?.graphDriverName)
  const version = stringOf(objectOf(info?.version)?.Version)
  const root = stringOf(objectOf(info?.store)?.graphRoot)
  if (typeof rootless !== 'boolean' || !driver || !version || !root) return null
  return { id: null, version, root, store: 'classic', storeName: driver, rootless }
}
