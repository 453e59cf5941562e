import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { withLock } from '../state/lock.js'
import { CACHE_ROOT } from '../state/paths.js'
import { debianImages } from './debian-images.js'
import { busyboxImages, type CachedImage } from './image-store.js'
import { makeDataRoot } from './workshop.js'

/** Which images a testbed's engines have: `busybox` is two of 2 MB, `all` adds those of Debian. */
export type ImageSet = 'busybox' | 'all'

/** Images and the Docker data that holds them. */
export interface PreparedImages {
  /** The archives. */
  readonly images: readonly CachedImage[]
  /** Data for an engine to start with. */
  readonly dataRoot: string
}

/** Makes the images of a set, and Docker data that has them loaded, unless the cache has them. */
export async function prepareImages(set: ImageSet, log: (line: string) => void): Promise<PreparedImages> {
  const images = [...(await busyboxImages()), ...(set === 'all' ? await debianImages(log) : [])]
  const engine = await execa('dockerd', ['--version'])
  const key = createHash('sha256')
    .update([engine.stdout, ...images.map((image) => image.id)].join('\n'))
    .digest('hex')
  const dataRoot = join(CACHE_ROOT, 'data', `${set}-${key.slice(0, 12)}`)
  await withLock(`data/${set}`, async () => {
    if (existsSync(dataRoot)) return
    await mkdir(join(CACHE_ROOT, 'data'), { recursive: true })
    await makeDataRoot(images, dataRoot, log)
  })
  return { images, dataRoot }
}
