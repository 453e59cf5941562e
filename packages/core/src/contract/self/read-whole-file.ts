import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs'

/** Bytes of the largest file that is read whole: far more than what people write. */
const mostBytes = 16 * 1024 * 1024

/**
 * The bytes of a file that people write, as a configuration is one. Never waits for ever: a named pipe, which may have
 * no writer, is refused, unless it is one of this process's own (`/dev/fd/63`, as a shell names what another command
 * prints), and so is what has no end or more than 16 MiB. Throws the system's errors, and `Error` for these.
 */
export function readWholeFile(path: string): Buffer {
  const isOwn = ownFile.test(path)
  const file = openSync(path, constants.O_RDONLY | (isOwn ? 0 : constants.O_NONBLOCK))
  try {
    const status = fstatSync(file)
    if (status.isFIFO() && !isOwn) throw new Error('it is a named pipe, which may never have an end; name a file')
    if (status.size > mostBytes) throw tooLarge()
    return status.isFile() || status.isDirectory() ? readFileSync(file) : readToEnd(file)
  } finally {
    closeSync(file)
  }
}

/** A file that this process has open, by its number. */
const ownFile = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/

function readToEnd(file: number): Buffer {
  const pieces: Buffer[] = []
  let size = 0
  for (;;) {
    const piece = Buffer.alloc(64 * 1024)
    const length = readSync(file, piece)
    if (length === 0) return Buffer.concat(pieces, size)
    pieces.push(piece.subarray(0, length))
    size += length
    if (size > mostBytes) throw tooLarge()
  }
}

function tooLarge(): Error {
  return new Error(`it has more than ${mostBytes} bytes; name a file that was written by hand, or by a small program`)
}
