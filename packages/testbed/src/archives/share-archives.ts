import { copyFile, link, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageArchive } from '../contract/image-archive.js'
import { HOST_ARCHIVES } from '../state/paths.js'
import { archiveName, type CachedImage } from './cached-image.js'

/** A cached image as the hosts see it whose testbed has this folder of archives. */
export function sharedArchive(image: CachedImage, folder: string): ImageArchive {
  const file = archiveName(image.reference)
  return { reference: image.reference, id: image.id, path: join(folder, file), hostPath: join(HOST_ARCHIVES, file) }
}

/** Puts cached archives where a testbed's hosts see them: by hard link, or by copy across file systems. */
export async function shareArchives(images: readonly CachedImage[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const image of images) {
    const { path } = sharedArchive(image, folder)
    await link(image.path, path).catch(() => copyFile(image.path, path))
  }
}
