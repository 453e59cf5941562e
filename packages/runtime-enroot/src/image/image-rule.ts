import { type ImageSource, imageReferenceProblem } from '@berth/core/adapter'
import { imageFile, importAddress } from './image-reference.js'

/** Bytes that the name of a file may have. */
export const longestFileName = 255

/** Why an image can be had from nowhere under this reference: as a file on the host, or from where it is imported. */
export function imageProblem({ reference, pull, archive }: ImageSource): string | null {
  const address = importAddress(reference)
  if (address === null) return null
  if (/\p{Surrogate}/u.test(reference)) return 'it has half of a surrogate pair in it'
  if (imageFile(reference).length > longestFileName)
    return `its file would have a name of more than ${longestFileName} characters`
  // A file that is there, or that is made from an archive, may be called anything.
  if (archive !== null || pull === 'never') return null
  if (addresses.some((pattern) => pattern.test(address))) return null
  const wanted = 'docker://[USER@][REGISTRY#]IMAGE[:TAG][@DIGEST], dockerd://IMAGE or podman://IMAGE'
  return (address === reference ? null : imageReferenceProblem(reference)) ?? `it is none of ${wanted}`
}

/** The addresses that `enroot import` reads, in any of its versions. */
const addresses: readonly RegExp[] = [
  /^docker:\/\/(?:[\w.!~*'()%;:&=+$,@-]+@)?(?:[^#/@]+#[a-z0-9/._-]+|[^/#]+\/[a-z0-9/._-]+|[^/@#:]+)(?::[A-Za-z0-9._:-]+)?(?:@sha256:[A-Za-z0-9]+)?$/,
  /^(?:dockerd|podman):\/\/[A-Za-z0-9/._:-]+$/,
]
