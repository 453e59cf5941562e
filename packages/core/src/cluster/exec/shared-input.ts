import { Readable } from 'node:stream'
import { letSourceGo } from '../../command/environment/let-source-go.js'
import { BerthError } from '../../errors/index.js'

type Piece = IteratorResult<Uint8Array, undefined>

interface Waiting {
  readonly take: (piece: Piece) => void
  readonly fail: (error: unknown) => void
}

/**
 * One source of standard input for many hosts: each gets every piece and the end. The source is asked for the next
 * piece once all hosts have asked for it, so that one piece is held however many the hosts and however slow the
 * slowest of them; a host that is left out, because its command has ended or never began, holds the others no longer.
 */
export class SharedInput {
  readonly #source: AsyncIterable<Uint8Array>
  readonly #iterator: AsyncIterator<Uint8Array, undefined>
  /** The hosts that are to get what is still to come. */
  readonly #hosts: Set<string>
  readonly #waiting = new Map<string, Waiting>()
  #asked = false
  #end: { readonly error: BerthError | null } | null = null

  constructor(source: AsyncIterable<Uint8Array>, hosts: Iterable<string>) {
    this.#source = source
    // What fails before the first piece is asked for is told to whoever asks.
    if (source instanceof Readable) source.on('error', () => undefined)
    this.#iterator = source[Symbol.asyncIterator]()
    this.#hosts = new Set(hosts)
    if (this.#hosts.size === 0) this.#letGo()
  }

  /** The input of one host, to be read once. */
  of(host: string): AsyncIterable<Uint8Array> {
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => this.#next(host),
        return: async () => {
          this.leaveOut(host)
          return { done: true, value: undefined }
        },
      }),
    }
  }

  /** Gives a host nothing more. Once there is no host left, the source is let go. */
  leaveOut(host: string): void {
    if (!this.#hosts.delete(host)) return
    this.#waiting.get(host)?.take({ done: true, value: undefined })
    this.#waiting.delete(host)
    if (this.#hosts.size > 0) this.#askOnceAllWait()
    else if (this.#end === null) this.#letGo()
  }

  #next(host: string): Promise<Piece> {
    return new Promise((take, fail) => {
      if (this.#end !== null) {
        if (this.#end.error === null) take({ done: true, value: undefined })
        else fail(this.#end.error)
      } else if (this.#hosts.has(host)) {
        this.#waiting.set(host, { take, fail })
        this.#askOnceAllWait()
      } else fail(new TypeError(`The input of ${host} was let go: what is left of it would be taken for the whole`))
    })
  }

  #askOnceAllWait(): void {
    if (this.#asked || this.#waiting.size < this.#hosts.size) return
    this.#asked = true
    this.#iterator.next().then(
      (piece) => {
        this.#asked = false
        if (piece.done) this.#end = { error: null }
        this.#all(({ take }) => take(piece))
      },
      (error: unknown) => {
        const end = { error: unreadable(error) }
        this.#end = end
        this.#all(({ fail }) => fail(end.error))
      },
    )
  }

  /** Answers all hosts that wait: each of them may ask again at once. */
  #all(answer: (waiting: Waiting) => void): void {
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const one of waiting) answer(one)
  }

  #letGo(): void {
    this.#end = { error: null }
    letSourceGo(this.#source, this.#iterator)
  }
}

function unreadable(cause: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_FILE_FAILED',
    operation: 'read standard input for the hosts',
    message: cause instanceof Error ? cause.message : String(cause),
    remedy:
      'The command was ended, and may have worked on a part of it: give all of it again, from a source that lasts.',
    cause,
  })
}
