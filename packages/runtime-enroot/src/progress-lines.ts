import { StringDecoder } from 'node:string_decoder'
import type { ImageSource, OutputStream } from '@berth/core/adapter'

/** Tells of the beginning of work, then passes on what enroot says of it, line by line; it says so on its standard error. */
export function progressLines(
  nonce: string,
  { reference, archive }: ImageSource,
  onProgress: (message: string) => void,
): (stream: OutputStream, chunk: Uint8Array) => void {
  const beginnings = new Map([
    [`${nonce} loading`, `loading ${archive}`],
    [`${nonce} pulling`, `importing ${reference}`],
  ])
  const streams = {
    stdout: { decoder: new StringDecoder('utf8'), rest: '' },
    stderr: { decoder: new StringDecoder('utf8'), rest: '' },
  }
  return (stream, chunk) => {
    const state = streams[stream]
    const lines = (state.rest + state.decoder.write(Buffer.from(chunk))).split(/[\r\n]+/)
    state.rest = lines.pop() ?? ''
    for (const line of lines) {
      const message = stream === 'stdout' ? beginnings.get(line) : line
      if (message) onProgress(message)
    }
  }
}
