import { Readable } from 'node:stream'

/**
 * Tells a source of input that nothing more of it is wanted, by the `iterator` that it was read with where there is
 * one. Not waited for, as a source that is at work on a piece may never end that; nor does anybody need to know what
 * comes of it.
 */
export function letSourceGo(source: AsyncIterable<Uint8Array>, iterator?: AsyncIterator<Uint8Array>): void {
  // The iterator of a stream waits for the piece that it was asked for, and tells the stream nothing before the first.
  if (source instanceof Readable) source.destroy()
  else void (iterator ?? source[Symbol.asyncIterator]()).return?.()?.catch(() => undefined)
}
