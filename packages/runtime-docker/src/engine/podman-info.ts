import { objectOf, parseObject, stringOf } from '@berth/core/adapter'
import type { EngineInfo } from './engine-info.js'
import { hostOf } from './engines-host.js'

/**
 * Reads `podman info --format '{{json .}}'`; null if the text does not come from Podman. Engines of Podman have no id.
 */
export function parsePodmanInfo(text: string): EngineInfo | null {
  const info = parseObject(text)
  const host = objectOf(info?.host)
  const rootless = objectOf(host?.security)?.rootless
  const driver = stringOf(objectOf(info?.store)?.graphDriverName)
  const version = stringOf(objectOf(info?.version)?.Version)
  const root = stringOf(objectOf(info?.store)?.graphRoot)
  if (typeof rootless !== 'boolean' || !driver || !version || !root) return null
  return {
    ...{ id: null, version, root, store: 'classic', storeName: driver, rootless },
    host: hostOf(host?.hostname, host?.kernel, host?.memTotal),
    isRemote: host?.serviceIsRemote === true,
  }
}
