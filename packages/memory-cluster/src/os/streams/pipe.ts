import { Notifier } from '../waiting/notifier.js'
import { BrokenPipe, type OpenFile } from './open-file.js'

/** Bytes that a pipe holds before its writers wait. */
const capacity = 65_536

/**
 * Bytes from writers to readers: its end comes when the last writer has closed, and writing breaks when the last reader
 * has.
 */
export class Pipe {
  readonly #chunks: Uint8Array[] = []
  readonly #changes = new Notifier()
  #size = 0
  #readers = 0
  #writers = 0

  reader(): OpenFile {
    this.#readers += 1
    return this.#end(
      (limit) => this.#take(limit),
      () => {
        throw new BrokenPipe('Bad file descriptor')
      },
      () => this.reader(),
      () => {
        this.#readers -= 1
      },
    )
  }

  writer(): OpenFile {
    this.#writers += 1
    return this.#end(
      () => null,
      (bytes) => this.#put(bytes),
      () => this.writer(),
      () => {
        this.#writers -= 1
      },
    )
  }

  #take(limit: number): Uint8Array | null | undefined {
    const [first] = this.#chunks
    if (first === undefined) return this.#writers === 0 ? null : undefined
    const taken = first.subarray(0, limit)
    if (taken.length === first.length) this.#chunks.shift()
    else this.#chunks[0] = first.subarray(limit)
    this.#size -= taken.length
    this.#changes.notify()
    return taken
  }

  #put(bytes: Uint8Array): boolean {
    if (this.#readers === 0) throw new BrokenPipe('Broken pipe')
    if (this.#size >= capacity) return false
    if (bytes.length > 0) this.#chunks.push(bytes)
    this.#size += bytes.length
    this.#changes.notify()
    return true
  }

  #end(
    tryRead: OpenFile['tryRead'],
    tryWrite: OpenFile['tryWrite'],
    share: OpenFile['share'],
    release: () => void,
  ): OpenFile {
    let open = true
    return {
      tryRead,
      tryWrite,
      ready: () => this.#changes.changed(),
      share,
      close: () => {
        if (!open) return
        open = false
        release()
        this.#changes.notify()
      },
    }
  }
}
