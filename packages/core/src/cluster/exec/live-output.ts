import { StringDecoder } from 'node:string_decoder'
import type { OutputStream } from '../../contract/index.js'
import { eitherSignal } from '../../fanout/index.js'
import type { HostResults } from './host-results.js'

/** A piece of one host's output. */
export interface OutputPiece {
  readonly host: string
  readonly stream: OutputStream
  /** Text; never cut within a character. */
  readonly text: string
}

/** Starts the command. */
type Start = (
  onOutput: (host: string, stream: OutputStream, chunk: Uint8Array) => Promise<void> | void,
  signal: AbortSignal,
) => Promise<HostResults>

interface Waiting {
  readonly piece: OutputPiece
  readonly taken: () => void
}

/**
 * The output of one command on many hosts, piece by piece as it comes, in order per host and stream. A host is held
 * back until its piece is taken, so that memory stays flat. Leaving the loop early ends the command on all hosts; for a
 * detached command, leaving ends the waiting alone.
 *
 * @example
 * const live = cluster.stream('./burn-in.sh')
 * for await (const { host, text } of live) console.log(host, text)
 * const results = await live.results
 */
export class LiveOutput implements AsyncIterable<OutputPiece> {
  readonly #ended: Promise<HostResults>
  readonly #stop = new AbortController()
  readonly #waiting: Waiting[] = []
  readonly #unfinished = new Map<string, Omit<OutputPiece, 'text'> & { readonly decoder: StringDecoder }>()
  #asleep: (() => void)[] = []
  #over = false
  #read = false
  #unread = false

  constructor(start: Start, signal?: AbortSignal) {
    const either = eitherSignal(signal, this.#stop.signal)
    this.#ended = start((...piece) => this.#offer(...piece), either.signal)
    const end = (): void => {
      either.release()
      for (const { decoder, ...from } of this.#unfinished.values()) void this.#push({ ...from, text: decoder.end() })
      this.#over = true
      this.#wake()
    }
    this.#ended.then(end, end)
  }

  /**
   * How the command ended on each host. Resolves after the last piece was taken; if the results are asked for without a
   * loop, the pieces are dropped. Rejects as `Cluster.exec` does.
   */
  get results(): Promise<HostResults> {
    if (!this.#read) this.#drop()
    return this.#ended
  }

  /** Throws `TypeError` the second time: the pieces come once. */
  [Symbol.asyncIterator](): AsyncIterator<OutputPiece, undefined> {
    if (this.#read) throw new TypeError('The output is already being read')
    this.#read = true
    return {
      next: async () => {
        while (this.#waiting.length === 0 && !this.#over) {
          await new Promise<void>((resolve) => this.#asleep.push(resolve))
        }
        const next = this.#waiting.shift()
        if (next === undefined) {
          await this.#ended
          return { done: true, value: undefined }
        }
        next.taken()
        return { done: false, value: next.piece }
      },
      return: async () => {
        this.#stop.abort(new Error('Nobody reads the output any more'))
        this.#drop()
        await this.#ended.catch(() => undefined)
        return { done: true, value: undefined }
      },
    }
  }

  #offer(host: string, stream: OutputStream, chunk: Uint8Array): Promise<void> | void {
    const key = `${stream} ${host}`
    const { decoder } = this.#unfinished.get(key) ?? { decoder: new StringDecoder('utf8') }
    this.#unfinished.set(key, { host, stream, decoder })
    return this.#push({ host, stream, text: decoder.write(Buffer.from(chunk)) })
  }

  #push(piece: OutputPiece): Promise<void> | void {
    if (this.#unread || piece.text === '') return
    return new Promise((taken) => {
      this.#waiting.push({ piece, taken })
      this.#wake()
    })
  }

  #wake(): void {
    for (const wake of this.#asleep.splice(0)) wake()
  }

  #drop(): void {
    this.#unread = true
    for (const { taken } of this.#waiting.splice(0)) taken()
  }
}
