export { leftOutOfImages } from './left-out.js'
export type { SavedFrom } from './saved-config.js'
export { savedImage } from './saved-image.js'
export { writeArchive } from './write-archive.js'
