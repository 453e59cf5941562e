import { formatImageReference, parseImageReference } from '../../contract/index.js'

/** An image of an archive, by its names there. */
export interface NamedImage {
  readonly tags: readonly string[]
}

/**
 * The image of an archive that a reference names; the only one, where an archive has only one, whatever it is called
 * there. Throws an `Error` that says which there are.
 */
export function pickImage<Image extends NamedImage>(images: readonly Image[], reference: string): Image {
  const wanted = completed(reference)
  const named = images.filter(({ tags }) => tags.some((tag) => completed(tag) === wanted))
  const [found, other] = named.length > 0 ? named : images
  if (found === undefined) throw new Error('it holds no image')
  if (other === undefined) return found
  const tags = images.flatMap((image) => image.tags)
  const list = tags.length === 0 ? 'which have no names' : tags.join(', ')
  throw new Error(
    named.length > 0
      ? `it holds ${named.length} images by the name ${reference}`
      : `it holds ${images.length} images, and none by the name ${reference}: ${list}`,
  )
}

/** A reference in full; as it is where it is none. */
function completed(reference: string): string {
  const parsed = parseImageReference(reference)
  return parsed === null ? reference : formatImageReference(parsed)
}
