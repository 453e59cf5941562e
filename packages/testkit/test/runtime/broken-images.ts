import { randomUUID } from 'node:crypto'
import type { ImageIdentity } from '@berth/core/adapter'
import { type Break, runtime } from './altered.js'
import { anyImage } from './any-image.js'

/** Broken in making images present. */
export const brokenImages: Readonly<Record<string, Break>> = {
  'leaves an image alone that is there, without a look at the archive': runtime((sound) => ({
    ensureImage: (engine, source, options) => {
      options?.onProgress?.('pulling it again')
      return sound.ensureImage(engine, source, options)
    },
  })),
  'names an image by the same identity at each call': runtime((sound) => ({
    ensureImage: async (...call) => ({ ...(await sound.ensureImage(...call)), configDigest: randomUUID() }),
  })),
  'loads an image that is missing from its archive': runtime((sound, { image }) => ({
    ensureImage: (engine, source, options) => sound.ensureImage(engine, { ...source, reference: image }, options),
  })),
  'says that an image cannot be had whose archive is missing': pretends,
  'says that an image cannot be had which no registry gives': pretends,
  'pulls nothing when it is not to': pretends,
  'writes out what a container holds, which runs on as it was': runtime((sound, { stop }) => ({
    saveContainer: async (engine, container, ...rest) => {
      await sound.saveContainer?.(engine, container, ...rest)
      await stop(container.id)
    },
  })),
  'writes out no container whose labels are not those that were observed': runtime((sound) => ({
    saveContainer: async (engine, container, ...rest) =>
      sound.saveContainer?.(engine, { ...container, labels: {} }, ...rest),
  })),
}

/** Names an image that there is not. */
function pretends(fixture: Parameters<Break>[0]): ReturnType<Break> {
  const ensureImage = async (): Promise<ImageIdentity> => anyImage
  return { ...fixture, runtime: { ...fixture.runtime, ensureImage } }
}
