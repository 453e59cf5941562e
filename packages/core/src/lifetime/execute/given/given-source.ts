import type { ImageIdentity, UnreadableImage } from '../../../contract/index.js'
import type { CallOptions } from '../../observe/host-access.js'
import { type GivenImage, readGivenImage } from './given-image.js'

/** Where an image comes from that hosts are given. It is read once, for all of them, where one of them needs it. */
export interface GivenSource {
  /** Looks what the image is. Rejects with `BERTH_IMAGE_UNAVAILABLE` where it is not there. */
  readonly look: (call: CallOptions) => Promise<void>
  /** Whether a host has the very image already. Rejects as {@link look} does. */
  readonly isThere: (local: ImageIdentity | UnreadableImage | null, call: CallOptions) => Promise<boolean>
  /** The image, with what it is made of. Rejects with `BERTH_IMAGE_UNAVAILABLE` or `BERTH_ABORTED`. */
  readonly image: (call: CallOptions) => Promise<GivenImage>
  /** Takes away what was made on this machine for it. Never rejects. */
  readonly release: () => Promise<void>
}

/** An archive, or an OCI layout, of this machine. */
export function archiveSource(archive: string, reference: string): GivenSource {
  let reading: Promise<GivenImage> | undefined
  const image = ({ signal }: CallOptions): Promise<GivenImage> => {
    reading ??= readGivenImage(archive, reference, signal)
    return reading
  }
  return {
    image,
    look: async (call) => {
      await image(call)
    },
    isThere: async (local, call) => (await image(call)).isThere(local),
    release: async () => undefined,
  }
}
