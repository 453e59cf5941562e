import { type ImageSource, imageReferenceProblem, type RuntimeRules } from '@berth/core/adapter'
import { dockerArgs, podmanArgs } from './args/args-rules.js'

/** What Docker takes for names and for images. */
export const dockerRules: RuntimeRules = {
  name: (text) => (text.length > 1 ? null : 'it has one character, and needs two'),
  image,
  args: dockerArgs,
}

/** What Podman takes for names and for images. */
export const podmanRules: RuntimeRules = {
  image,
  args: podmanArgs,
}

/** Both take the id of an image, too. */
function image({ reference }: ImageSource): string | null {
  return /^(sha256:)?[0-9a-f]{64}$/.test(reference) ? null : imageReferenceProblem(reference)
}
