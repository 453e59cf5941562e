import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { busyboxImages, type CachedImage } from '../archives/cached-image.js'
import { withLock } from '../state/lock.js'
import { CACHE_ROOT } from '../state/paths.js'
import { debianImages, mpichImage } from './debian-images.js'
import { makeDataRoot, makePodmanStore } from './workshop.js'

/**
 * Which images a testbed's engines have: `busybox` is two of 2 MB, `all` adds those of Debian, `mpich` one more, with
 * another MPI.
 */
export type ImageSet = 'busybox' | 'all' | 'mpich'

/** Images and the Docker data that holds them. */
export interface PreparedImages {
  /** The archives. */
  readonly images: readonly CachedImage[]
  /** Data for a Docker engine to start with. */
  readonly dataRoot: string
  /**
   * A store for a rootful Podman to start with: the images of busybox alone, whatever the set, for it lies in memory.
   */
  readonly podmanStore: string
}

/** Makes the images of a set, and Docker data that has them loaded, unless the cache has them. */
export async function prepareImages(set: ImageSet, log: (line: string) => void): Promise<PreparedImages> {
  const small = await busyboxImages()
  const debian = set === 'busybox' ? [] : await debianImages(log)
  const images = [...small, ...debian, ...(set === 'mpich' ? [await mpichImage(log)] : [])]
  const dataRoot = await cachedData(set, ['dockerd', images], (target) => makeDataRoot(images, target, log))
  const podmanStore = await cachedData('podman', ['podman', small], (target) => makePodmanStore(small, target))
  return { images, dataRoot, podmanStore }
}

/** Data that this version of an engine keeps of these images, made by `make` when it is not there yet. */
async function cachedData(
  name: string,
  [engine, images]: readonly [engine: string, images: readonly CachedImage[]],
  make: (target: string) => Promise<void>,
): Promise<string> {
  const version = await execa(engine, ['--version'])
  const key = createHash('sha256')
    .update([version.stdout, ...images.map((image) => image.id)].join('\n'))
    .digest('hex')
  const data = join(CACHE_ROOT, 'data', `${name}-${key.slice(0, 12)}`)
  await withLock(`data/${name}`, async () => {
    if (existsSync(data)) return
    await mkdir(join(CACHE_ROOT, 'data'), { recursive: true })
    await make(data)
  })
  return data
}
