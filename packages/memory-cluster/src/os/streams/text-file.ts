import type { OpenFile } from './open-file.js'

/** Bytes to read, once, whoever shares them. */
export function textFile(content: Uint8Array): OpenFile {
  return growingFile(() => content)
}

/** Bytes to read, once, whoever shares them: at each reading those that there are by then. */
export function growingFile(content: () => Uint8Array): OpenFile {
  let at = 0
  const file: OpenFile = {
    tryRead(limit) {
      const read = content().subarray(at, at + limit)
      at += read.length
      return read.length === 0 ? null : read
    },
    tryWrite: () => true,
    ready: () => Promise.resolve(),
    share: () => file,
    reopen: () => growingFile(content),
    close: () => undefined,
  }
  return file
}
