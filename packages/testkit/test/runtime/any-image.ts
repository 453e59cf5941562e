import { memoryImage } from '../../src/memory/index.js'

/** An image that no host has. */
export const anyImage = memoryImage('any')
