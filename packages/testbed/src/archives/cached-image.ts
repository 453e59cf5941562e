import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '../state/lock.js'
import { CACHE_ROOT } from '../state/paths.js'
import { buildBusybox } from './busybox.js'

/** An image in the cache. */
export interface CachedImage {
  /** Name and tag. */
  readonly reference: string
  /** Image id. */
  readonly id: string
  /** Archive. */
  readonly path: string
}

/** File name of an image's archive. */
export function archiveName(reference: string): string {
  return `${reference.replace(/[^a-z0-9.]+/g, '-')}.tar`
}

/** Gives the cached image, made by `make` when it is not there yet; one process makes it, others wait. */
export async function cachedImage(reference: string, make: (archive: string) => Promise<string>): Promise<CachedImage> {
  const folder = join(CACHE_ROOT, 'images')
  const path = join(folder, archiveName(reference))
  const record = `${path}.id`
  return withLock(`image/${reference}`, async () => {
    if (!existsSync(record) || !existsSync(path)) {
      await mkdir(folder, { recursive: true })
      const id = await make(path)
      await writeFile(`${record}.new`, id)
      await rename(`${record}.new`, record)
    }
    return { reference, id: await readFile(record, 'utf8'), path }
  })
}

/** The images that cost next to nothing. */
export async function busyboxImages(): Promise<CachedImage[]> {
  return [
    await cachedImage('berth/busybox:1', (archive) => buildBusybox('berth/busybox:1', '1', archive)),
    await cachedImage('berth/busybox:2', (archive) => buildBusybox('berth/busybox:2', '2', archive)),
  ]
}
