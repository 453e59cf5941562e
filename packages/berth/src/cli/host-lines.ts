import { StringDecoder } from 'node:string_decoder'
import type { OutputStream } from '@berth/core'
import type { CliEnvironment } from './environment.js'

/** Output of many hosts as it comes, in whole lines, each after the host that printed it. */
export class HostLines {
  readonly #sinks: Pick<CliEnvironment, OutputStream>
  readonly #width: number
  readonly #unfinished = new Map<string, { readonly host: string; readonly stream: OutputStream; text: string }>()
  readonly #decoders = new Map<string, StringDecoder>()
  readonly #full = new Map<OutputStream, Promise<void>>()

  /** The hosts are those that may print: their lines are aligned. */
  constructor(sinks: Pick<CliEnvironment, OutputStream>, hosts: readonly string[]) {
    this.#sinks = sinks
    this.#width = Math.max(0, ...hosts.map((host) => host.length))
  }

  /** Takes a piece, and prints the lines that it completes. A promise says that whoever reads them is slower. */
  readonly add = (host: string, stream: OutputStream, chunk: Uint8Array): Promise<void> | undefined => {
    const key = `${stream} ${host}`
    const decoder = this.#decoders.get(key) ?? new StringDecoder('utf8')
    this.#decoders.set(key, decoder)
    const text = (this.#unfinished.get(key)?.text ?? '') + decoder.write(Buffer.from(chunk))
    const end = text.lastIndexOf('\n') + 1
    this.#unfinished.set(key, { host, stream, text: text.slice(end) })
    if (end > 0) this.#print(host, stream, text.slice(0, end - 1))
    return this.#room(stream)
  }

  /** Prints the lines that were never completed. */
  flush(): void {
    for (const { host, stream, text } of this.#unfinished.values()) if (text !== '') this.#print(host, stream, text)
    this.#unfinished.clear()
  }

  /** Undefined where there is room; one promise for all that wait, which a reader that went away ends too. */
  #room(stream: OutputStream): Promise<void> | undefined {
    const sink = this.#sinks[stream]
    if (sink.writableNeedDrain !== true) return undefined
    const room =
      this.#full.get(stream) ??
      new Promise<void>((resolve) => {
        for (const event of ['drain', 'close'] as const) sink.once?.(event, resolve)
      }).then(() => void this.#full.delete(stream))
    this.#full.set(stream, room)
    return room
  }

  #print(host: string, stream: OutputStream, lines: string): void {
    const prefix = `${host.padEnd(this.#width)} │ `
    this.#sinks[stream].write(
      `${lines
        .split('\n')
        .map((line) => `${prefix}${line}\n`)
        .join('')}`,
    )
  }
}
