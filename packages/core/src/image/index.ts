export {
  hashBytes,
  hashUnzipped,
  type LocalBytes,
  type LocalImage,
  type LocalLayer,
  readImage,
} from './archive/index.js'
export { compareIdentities } from './compare-identities.js'
export { type ImageConsistency, imageConsistency } from './image-consistency.js'
export type { ImageProblem, ImageWarning, Relaunch } from './image-question.js'
export { diskProblem, outlineOf } from './layers/index.js'
export { platformProblem } from './platform.js'
export { leftOutOfImages, type SavedFrom, savedImage, writeArchive } from './saved/index.js'
export { staleWarnings } from './stale-warnings.js'
export { survivorsRemedy } from './survivors-remedy.js'
export { withDigest } from './with-digest.js'
