import type { OutputStream } from '@berth/core'
import type { TextSink } from '../environment.js'
import { SinkRoom } from '../sink-room.js'
import { jsonLine } from './json-text.js'
import { type OutputText, outputText } from './output-text.js'

/** A line of `--stream --json`: whole lines that a command has printed, in order for each stream of each host. */
export interface OutputEvent {
  readonly event: 'output'
  readonly host: string
  readonly stream: OutputStream
  /** What was printed, with its line ends. The pieces of a stream make all of it, byte for byte. */
  readonly output: OutputText
}

/** Bytes after which a piece is printed though its line has not ended: what has no lines is not gathered for ever. */
const longestPiece = 64 * 1024

/** Output of many hosts as it comes, as lines of JSON. */
export class OutputEvents {
  readonly #sink: TextSink
  readonly #unfinished = new Map<string, Pick<OutputEvent, 'host' | 'stream'> & { bytes: Buffer }>()
  readonly #room: SinkRoom

  constructor(sink: TextSink) {
    this.#sink = sink
    this.#room = new SinkRoom(sink)
  }

  /**
   * Takes a piece of a host's output, and prints the lines that this piece completes. A promise says that the reader of
   * the lines is slower.
   */
  readonly add = (host: string, stream: OutputStream, chunk: Uint8Array): Promise<void> | undefined => {
    const key = `${stream} ${host}`
    const bytes = Buffer.concat([this.#unfinished.get(key)?.bytes ?? Buffer.alloc(0), chunk])
    const end = bytes.length > longestPiece ? wholeCharacters(bytes) : bytes.lastIndexOf('\n') + 1
    this.#unfinished.set(key, { host, stream, bytes: bytes.subarray(end) })
    if (end > 0) this.#print(host, stream, bytes.subarray(0, end))
    return this.#room.wanted()
  }

  /** Prints what no line end came after. */
  flush(): void {
    for (const { host, stream, bytes } of this.#unfinished.values())
      if (bytes.length > 0) this.#print(host, stream, bytes)
    this.#unfinished.clear()
  }

  #print(host: string, stream: OutputStream, bytes: Uint8Array): void {
    const event: OutputEvent = { event: 'output', host, stream, output: outputText(bytes) }
    this.#sink.write(jsonLine(event))
  }
}

/** Where the last character that is whole ends, as far as these bytes are UTF-8. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length - back : bytes.length
  }
  return bytes.length
}
