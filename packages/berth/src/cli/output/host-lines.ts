import { type OutputStream, printableLine } from '@berth/core'
import type { OutputSink } from '../environment.js'
import { SinkRoom } from '../sink-room.js'
import { terminalRows } from '../terminal/terminal-rows.js'

/** Bytes after which a piece of output is printed as it is: what has no lines must not be gathered for ever. */
const longestLine = 1024 * 1024

const newline = 0x0a

/** The begun line of one stream of one host. */
interface Unfinished {
  readonly host: string
  readonly stream: OutputStream
  pieces: Uint8Array[]
  length: number
}

/**
 * Output of many hosts as it comes, in whole lines, each after the host that printed it. Files and pipes get the bytes
 * of the lines as they are, terminals what is harmless there.
 */
export class HostLines {
  readonly #sinks: Readonly<Record<OutputStream, OutputSink>>
  readonly #width: number
  readonly #unfinished = new Map<string, Unfinished>()
  readonly #room: Readonly<Record<OutputStream, SinkRoom>>

  /** The hosts are those that may print: their lines are aligned. */
  constructor(sinks: Readonly<Record<OutputStream, OutputSink>>, hosts: readonly string[]) {
    this.#sinks = sinks
    this.#width = hosts.reduce((most, host) => Math.max(most, host.length), 0)
    this.#room = { stdout: new SinkRoom(sinks.stdout), stderr: new SinkRoom(sinks.stderr) }
  }

  /**
   * Takes a piece of a host's output, and prints the lines that this piece completes. A promise says that the reader of
   * the lines is slower.
   */
  readonly add = (host: string, stream: OutputStream, chunk: Uint8Array): Promise<void> | undefined => {
    const key = `${stream} ${host}`
    const begun = this.#unfinished.get(key) ?? { host, stream, pieces: [], length: 0 }
    this.#unfinished.set(key, begun)
    begun.pieces.push(Buffer.from(chunk))
    begun.length += chunk.length
    if (chunk.includes(newline) || begun.length > longestLine) this.#printBegun(begun)
    return this.#room[stream].wanted()
  }

  /** Prints the lines that were never completed. */
  flush(): void {
    for (const { host, stream, pieces, length } of this.#unfinished.values())
      if (length > 0) this.#print(host, stream, Buffer.concat(pieces))
    this.#unfinished.clear()
  }

  #printBegun(begun: Unfinished): void {
    const { host, stream } = begun
    const bytes = Buffer.concat(begun.pieces)
    const [end, next] =
      bytes.length > longestLine ? cut(bytes) : [bytes.lastIndexOf(newline), bytes.lastIndexOf(newline) + 1]
    const rest = bytes.subarray(next)
    begun.pieces = [rest]
    begun.length = rest.length
    this.#print(host, stream, bytes.subarray(0, end))
  }

  /** Prints whole lines, without the newline of the last. */
  #print(host: string, stream: OutputStream, lines: Buffer): void {
    const sink = this.#sinks[stream]
    const prefix = `${printableLine(host).padEnd(this.#width)} │ `
    sink.write(sink.isTTY ? terminalRows(lines.toString(), prefix, sink.columns) : prefixed(lines, prefix))
  }
}

/** Where a piece without an end is cut, and where the next one begins: between two characters. */
function cut(bytes: Buffer): readonly [end: number, next: number] {
  if (bytes.at(-1) === newline) return [bytes.length - 1, bytes.length]
  const start = bytes.findLastIndex((byte) => (byte & 0xc0) !== 0x80)
  const isWhole = !bytes.subarray(start).toString().includes('\ufffd')
  const end = isWhole || start < bytes.length - 4 || start <= 0 ? bytes.length : start
  return [end, end]
}

function prefixed(lines: Buffer, prefix: string): Buffer {
  const before = Buffer.from(prefix)
  const pieces: Buffer[] = []
  for (let start = 0; start <= lines.length; ) {
    const found = lines.indexOf(newline, start)
    const end = found === -1 ? lines.length : found
    pieces.push(before, lines.subarray(start, end), Buffer.of(newline))
    start = end + 1
  }
  return Buffer.concat(pieces)
}
