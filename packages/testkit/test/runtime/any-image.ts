import { memoryImage } from '@berth/memory-cluster'

/** An image that no host has. */
export const anyImage = memoryImage('any')
