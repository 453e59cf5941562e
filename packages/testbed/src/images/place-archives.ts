import { copyFile, link, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { HOST_ARCHIVES } from '../state/paths.js'
import type { ImageArchive } from './image.js'
import { archiveName, type CachedImage } from './image-store.js'

/** A cached image as the hosts of the testbed with that folder of archives will see it. */
export function placedArchive(image: CachedImage, folder: string): ImageArchive {
  const file = archiveName(image.reference)
  return { reference: image.reference, id: image.id, path: join(folder, file), hostPath: join(HOST_ARCHIVES, file) }
}

/** Puts cached archives where a testbed's hosts see them: by hard link, or by copy across file systems. */
export async function placeArchives(images: readonly CachedImage[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const image of images) {
    const { path } = placedArchive(image, folder)
    await link(image.path, path).catch(() => copyFile(image.path, path))
  }
}
