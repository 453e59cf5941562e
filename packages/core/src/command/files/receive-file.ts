import { createHash } from 'node:crypto'
import type { ContainerShell } from '../../contract/container-shell.js'
import { BerthError } from '../../errors/index.js'
import { type Operation, runProgram } from '../operation/index.js'
import { programs } from '../programs.generated.js'
import { plainPath } from './plain-path.js'

/** How a file is received. */
export interface ReceiveOptions {
  /** Bytes that the file may have at most; a larger one is refused before any of it is taken. */
  readonly maxSize: number
  /**
   * Called with the permission bits of the file there, before any of it is taken. What the function throws ends the
   * call. Default does nothing.
   */
  readonly begin?: (mode: number) => Promise<void> | void
  /** Takes the next bytes of the file. A promise holds the host back; what the function throws ends the call. */
  readonly take: (piece: Uint8Array) => Promise<void> | void
  /** Called with the bytes that were taken, and the bytes of the file. Must not throw. Default does nothing. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * Receives a file of a host, or of its container: the one way in which the content of a file comes to this side.
 * Resolves only where what was taken is whole: of the size that was announced, with the hash that the other side made,
 * and with its end told. Of a file that is being added to, these are the bytes that it had at the beginning. Rejects
 * with the operation's error, `BERTH_CONNECTION_LOST` or `BERTH_ABORTED`; what was taken by then is no file.
 */
export async function receiveFile(
  shell: ContainerShell,
  operation: Operation,
  path: string,
  { maxSize, begin, take, onProgress, signal }: ReceiveOptions,
): Promise<void> {
  const hash = createHash('sha256')
  const sizeLine = new SizeLine()
  let beginning: Promise<void> | undefined
  let done = 0
  const takeNext = async (content: Uint8Array): Promise<void> => {
    const { size } = sizeLine
    if (size === null) {
      if (sizeLine.isNone) throw overfull(operation)
      return
    }
    if (size > maxSize) throw tooLarge(operation, size, maxSize)
    // The next bytes may come before the first are taken.
    beginning ??= Promise.resolve(begin?.(sizeLine.mode))
    await beginning
    if (content.length === 0) return
    done += content.length
    if (done > size) throw overfull(operation)
    hash.update(content)
    await take(content)
    onProgress?.(done, size)
  }
  const options = {
    maxOutput: remarkLimit,
    onOutput: (stream: 'stdout' | 'stderr', chunk: Uint8Array) =>
      stream === 'stdout' ? takeNext(sizeLine.push(chunk)) : undefined,
    ...(signal && { signal }),
  }
  const { stderr } = await runProgram(shell, operation, saveCommand(path), options, withoutHash)
  // A file that shrinks is read to the same end twice, and has the same hash.
  if (done !== sizeLine.size || hashIn(stderr) !== hash.digest('hex')) throw altered(operation)
}

/** Bytes kept of the program's standard error, which has the hash. */
const remarkLimit = 4096

/** Prints the size of a file with its permission bits, then its content; the hash goes to standard error. */
function saveCommand(path: string): readonly string[] {
  return ['sh', '-c', programs['files/save'], 'berth-save', plainPath(path)]
}

const hashLine = /^([0-9a-f]{64}) .*\n?/m

function hashIn(stderr: string): string | undefined {
  return hashLine.exec(stderr)?.[1]
}

/** The part of the program's standard error that is for people. */
function withoutHash(stderr: string): string {
  return stderr.replace(hashLine, '')
}

/** Characters of the longest line: the digits of the largest size, a space, those of all permission bits. */
const mostDigits = 16 + 1 + 4

/** The permission bits of a file where they are not told: it is closed to others. */
const closed = 0o600

/** Takes the line with the size, and with the permission bits, off the beginning of a stream. */
class SizeLine {
  #line = ''
  #size: number | null = null
  #mode = closed

  /** Bytes of the file; null before the line has come. */
  get size(): number | null {
    return this.#size
  }

  /** Read, write and execute bits of the file. */
  get mode(): number {
    return this.#mode
  }

  /** Whether what has come is no such line, whatever follows. */
  get isNone(): boolean {
    return this.#size === null && (this.#line.length > mostDigits || !/^\d{0,16}(?: [0-7]{0,4})?$/.test(this.#line))
  }

  /** Takes the next bytes, and returns those of them that are content. */
  push(chunk: Uint8Array): Uint8Array {
    if (this.#size !== null) return chunk
    const end = chunk.indexOf(newline)
    this.#line += Buffer.from(chunk.subarray(0, end === -1 ? mostDigits + 1 : end)).toString('latin1')
    if (end === -1 || this.#line === '' || this.isNone) return new Uint8Array()
    const [size = '', mode] = this.#line.split(' ')
    this.#size = Number(size)
    if (mode !== undefined) this.#mode = Number.parseInt(mode, 8) & 0o777
    return chunk.subarray(end + 1)
  }
}

const newline = 10

function altered({ host, code, operation }: Operation): BerthError {
  return new BerthError({
    code,
    host,
    operation,
    message: 'what arrived is not what was read for its hash: the file was written to meanwhile',
    remedy: 'Try again when nothing writes to it.',
    retryable: true,
  })
}

function overfull({ host, code, operation }: Operation): BerthError {
  return new BerthError({
    code,
    host,
    operation,
    message: 'what arrived is not a file of the size that was announced',
    remedy: 'Look at what answers on the host in place of head, wc and sha256sum, then try again.',
  })
}

function tooLarge({ host, code, operation }: Operation, size: number, maxSize: number): BerthError {
  return new BerthError({
    code,
    host,
    operation,
    message: `it has ${size} bytes, and at most ${maxSize} are read into memory`,
    remedy: 'Save it to a file of this machine in place of reading it, or allow more with maxSize.',
  })
}
