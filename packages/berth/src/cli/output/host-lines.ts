import { StringDecoder } from 'node:string_decoder'
import type { OutputStream } from '@berth/core'
import type { CliEnvironment } from '../environment.js'

/** Characters after which a piece of output is printed as it is: what has no lines must not be gathered for ever. */
const longestLine = 1024 * 1024

/** Output of many hosts as it comes, in whole lines, each after the host that printed it. */
export class HostLines {
  readonly #sinks: Pick<CliEnvironment, OutputStream>
  readonly #width: number
  readonly #unfinished = new Map<string, { readonly host: string; readonly stream: OutputStream; text: string }>()
  readonly #decoders = new Map<string, StringDecoder>()
  readonly #held: Readonly<Record<OutputStream, Set<() => void>>> = { stdout: new Set(), stderr: new Set() }

  /** The hosts are those that may print: their lines are aligned. */
  constructor(sinks: Pick<CliEnvironment, OutputStream>, hosts: readonly string[]) {
    this.#sinks = sinks
    this.#width = Math.max(0, ...hosts.map((host) => host.length))
    // A reader that went away holds nobody back either.
    for (const stream of ['stdout', 'stderr'] as const)
      for (const event of ['drain', 'close'] as const) sinks[stream].on?.(event, () => this.#release(stream))
  }

  /**
   * Takes a piece of a host's output, and prints the lines that this piece completes. A promise says that the reader of
   * the lines is slower.
   */
  readonly add = (host: string, stream: OutputStream, chunk: Uint8Array): Promise<void> | undefined => {
    const key = `${stream} ${host}`
    const decoder = this.#decoders.get(key) ?? new StringDecoder('utf8')
    this.#decoders.set(key, decoder)
    const text = (this.#unfinished.get(key)?.text ?? '') + decoder.write(Buffer.from(chunk))
    const end = text.length > longestLine ? text.length : text.lastIndexOf('\n') + 1
    this.#unfinished.set(key, { host, stream, text: text.slice(end) })
    if (end > 0) this.#print(host, stream, text.slice(0, end).replace(/\n$/, ''))
    return this.#room(stream)
  }

  /** Prints the lines that were never completed. */
  flush(): void {
    for (const { host, stream, text } of this.#unfinished.values()) if (text !== '') this.#print(host, stream, text)
    this.#unfinished.clear()
  }

  /** Resolves when the stream has room for more lines; undefined where it has room now. */
  #room(stream: OutputStream): Promise<void> | undefined {
    if (this.#sinks[stream].writableNeedDrain !== true) return undefined
    return new Promise((resolve) => void this.#held[stream].add(resolve))
  }

  #release(stream: OutputStream): void {
    for (const resolve of this.#held[stream]) resolve()
    this.#held[stream].clear()
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
