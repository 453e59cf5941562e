import { createHash } from 'node:crypto'
import type { ImageIdentity } from '@berth/core/adapter'

/** What an image is, told from others by its content's name: the same name is the same image on every host. */
export function memoryImage(content: string): ImageIdentity {
  const digest = (what: string): string => `sha256:${createHash('sha256').update(`${what} ${content}`).digest('hex')}`
  return {
    id: digest('config'),
    configDigest: digest('config'),
    manifestDigests: [digest('manifest')],
    layers: [digest('layer')],
    platform: 'linux/amd64',
  }
}
