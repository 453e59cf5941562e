export { digestOf, hashBytes, hashUnzipped } from './hash-bytes.js'
export type { LocalBytes, LocalImage, LocalLayer } from './local-image.js'
export { readImage } from './read-image.js'
