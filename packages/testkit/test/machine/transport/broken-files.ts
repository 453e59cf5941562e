import { setTimeout as delay } from 'node:timers/promises'
import { type Break, connection } from './altered.js'

/** Broken in writing and reading files. */
export const brokenFiles: Readonly<Record<string, Break>> = {
  'writes and reads files whole, byte for byte, over an old one too': connection(({ putFile }) => ({
    putFile: (path, content, options) => putFile(path, content.slice(0, 65_536), options),
  })),
  'takes the name of a file as it is': connection(({ putFile, getFile }) => ({
    putFile: (path, content, options) => putFile(path.replaceAll(' ', ''), content, options),
    getFile: (path, options) => getFile(path.replaceAll(' ', ''), options),
  })),
  'gives files the mode that is asked for, 0600 by default': connection(({ putFile }) => ({
    putFile: (path, content, options) => putFile(path, content, { mode: 0o644, ...options }),
  })),
  'leaves nothing beside the file that it writes': connection(({ putFile }) => ({
    putFile: async (path, content, options) => {
      await putFile(`${path}.tmp`, content, options)
      await putFile(path, content, options)
    },
  })),
  'lets a reader see the old content or the new, whole': connection(({ putFile }) => ({
    putFile: async (path, content, options) => {
      await putFile(path, content.slice(0, content.length / 2), options)
      await delay(500)
      await putFile(path, content, options)
    },
  })),
  'keeps the old content when a write is aborted, or has written the new, and leaves no part of it': connection(
    ({ putFile }) => ({
      putFile: async (path, content, options) => {
        await putFile(path, '')
        await putFile(path, content, options)
      },
    }),
  ),
  'says why a file cannot be written, and writes nothing': connection(({ putFile }) => ({
    putFile: (path, content, options) => putFile(path, content, options).catch(() => undefined),
  })),
  'refuses to read a file that is larger than is wanted, and what has no end': connection(({ getFile }) => ({
    getFile: (path) => getFile(path),
  })),
  'says why a file cannot be read': connection(({ getFile }) => ({
    getFile: (path, options) => getFile(path, options).catch(() => new Uint8Array()),
  })),
}
