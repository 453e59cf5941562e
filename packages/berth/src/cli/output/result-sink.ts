import { writeSync } from 'node:fs'
import { Socket } from 'node:net'
import type { OutputSink } from '../environment.js'

/** The part of `process.stdout` that results go through. */
export interface ResultStream extends Required<Omit<OutputSink, 'on' | 'isTTY' | 'columns'>> {
  readonly fd: number
  on(event: 'drain' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown
}

/**
 * Where results are printed. `failed` is called once, with why the first piece could not be printed, as on a full disk.
 * A reader that went away (`berth status | head -1`) is no failure and must not stop the clean-up.
 */
export function resultSink(stdout: ResultStream, failed: (cause: unknown) => void): OutputSink {
  let told = false
  const tell = (cause: unknown): void => {
    if (told || (cause instanceof Error && 'code' in cause && cause.code === 'EPIPE')) return
    told = true
    failed(cause)
  }
  stdout.on('error', tell)
  if (stdout instanceof Socket) return stdout
  return {
    write(output) {
      try {
        writeWhole(typeof output === 'string' ? Buffer.from(output) : output, (bytes) => writeSync(stdout.fd, bytes))
      } catch (error) {
        tell(error)
      }
    },
  }
}

/** Writes all of the bytes. Node's own stream for files takes the part that a full disk has room for as the whole. */
export function writeWhole(bytes: Uint8Array, write: (bytes: Uint8Array) => number): void {
  for (let left = bytes; left.length > 0; ) left = left.subarray(write(left))
}
