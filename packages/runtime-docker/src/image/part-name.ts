/** Where a part of an image is, in the folder that parts are put into and in the archive that is made of them. */
export function partName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`
}
