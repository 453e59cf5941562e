import { StringDecoder } from 'node:string_decoder'
import type { ImageSource, OutputStream } from '@berth/core/adapter'

/** Tells of the beginning of work, then passes on the engine's own lines as they come whole. */
export function progressLines(
  nonce: string,
  { reference, archive }: ImageSource,
  onProgress: (message: string) => void,
): (stream: OutputStream, chunk: Uint8Array) => void {
  const decoder = new StringDecoder('utf8')
  const reports = new Map([
    [`${nonce} loading`, `loading ${archive}`],
    [`${nonce} pulling`, `pulling ${reference}`],
  ])
  let rest = ''
  return (stream, chunk) => {
    if (stream !== 'stdout') return
    const lines = (rest + decoder.write(Buffer.from(chunk))).split(/[\r\n]+/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const message = line.startsWith(`${nonce} `) ? reports.get(line) : line
      if (message) onProgress(message)
    }
  }
}
