import type { JsonObject } from './json.js'
import { objectOf, parseObject, stringOf, stringsOf } from './json.js'

/** How images are stored: the classic store names an image by its configuration, the containerd store by a manifest or index. */
export type ImageStore = 'classic' | 'containerd'

/** The one engine of a host that later calls use, and how it is called. */
export interface Engine {
  readonly reachedBy: 'plain' | 'sudo'
  readonly store: ImageStore
}

/** The words that every command line for an engine begins with. `sudo -n` fails where it would ask for a password. */
export function engineWords({ reachedBy }: Pick<Engine, 'reachedBy'>): readonly string[] {
  switch (reachedBy) {
    case 'plain':
      return ['docker']
    case 'sudo':
      return ['sudo', '-n', 'docker']
    default:
      return reachedBy satisfies never
  }
}

/** What `docker info` says of an engine. */
export interface EngineInfo {
  readonly id: string | null
  readonly version: string
  readonly store: ImageStore
  /** The storage driver, or `containerd`. */
  readonly storeName: string
  readonly rootless: boolean
}

/** Reads `docker info --format '{{json .}}'`; null if it does not come from an engine that answered. */
export function parseInfo(text: string): EngineInfo | null {
  const info = parseObject(text)
  const version = stringOf(info?.ServerVersion)
  const driver = stringOf(info?.Driver)
  if (info === null || !version || !driver) return null
  const store = storeOf(info)
  return {
    id: stringOf(info.ID) || null,
    version,
    store,
    storeName: store === 'containerd' ? 'containerd' : driver,
    rootless: stringsOf(info.SecurityOptions).some((option) => option.split(',').includes('name=rootless')),
  }
}

function storeOf({ DriverStatus }: JsonObject): ImageStore {
  const rows: readonly unknown[] = Array.isArray(DriverStatus) ? DriverStatus : []
  return rows.some((row) => stringsOf(row).includes('io.containerd.snapshotter.v1')) ? 'containerd' : 'classic'
}

/** Whether what answered to the name docker is Podman. */
export function isPodman(text: string): boolean {
  const info = parseObject(text)
  return objectOf(info?.host) !== null && objectOf(info?.store) !== null
}
