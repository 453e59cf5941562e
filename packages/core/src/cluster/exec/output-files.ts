import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { OutputStream } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'

/** The whole output of a command on each host, in files of one folder. */
export class OutputFiles {
  readonly #folder: string
  readonly #open = new Map<string, WriteStream>()

  private constructor(folder: string) {
    this.#folder = resolve(folder)
  }

  /** Makes the folder, and the files of these hosts empty. Rejects with `BERTH_FILE_FAILED`. */
  static async create(folder: string, hosts: readonly string[]): Promise<OutputFiles> {
    const files = new OutputFiles(folder)
    await mkdir(files.#folder, { recursive: true }).catch((error: unknown) => {
      throw failure(files.#folder, error)
    })
    await Promise.all(hosts.flatMap((host) => [files.#empty(host, 'stdout'), files.#empty(host, 'stderr')]))
    return files
  }

  /** Adds a piece to its file; resolves when there is room for more. Rejects with `BERTH_FILE_FAILED`. */
  async add(host: string, stream: OutputStream, chunk: Uint8Array): Promise<void> {
    const path = this.#path(host, stream)
    const file = this.#open.get(path) ?? createWriteStream(path, { flags: 'a' }).on('error', () => undefined)
    this.#open.set(path, file)
    if (file.errored !== null) throw failure(path, file.errored, host)
    if (file.write(chunk)) return
    await once(file, 'drain').catch((error: unknown) => {
      throw failure(path, error, host)
    })
  }

  /** Closes a host's files. Rejects with `BERTH_FILE_FAILED` if anything could not be written. */
  async close(host: string): Promise<void> {
    for (const stream of ['stdout', 'stderr'] as const) {
      const path = this.#path(host, stream)
      const file = this.#open.get(path)
      if (file === undefined) continue
      this.#open.delete(path)
      // A file that failed has closed by itself, and says so only once.
      if (!file.closed) await new Promise<void>((closed) => file.once('close', closed).end())
      if (file.errored !== null) throw failure(path, file.errored, host)
    }
  }

  async #empty(host: string, stream: OutputStream): Promise<void> {
    const path = this.#path(host, stream)
    await writeFile(path, '').catch((error: unknown) => {
      throw failure(path, error, host)
    })
  }

  #path(host: string, stream: OutputStream): string {
    return join(this.#folder, `${host.replaceAll('/', '_')}.${stream}`)
  }
}

function failure(path: string, error: unknown, host?: string): BerthError {
  return new BerthError({
    code: 'BERTH_FILE_FAILED',
    ...(host !== undefined && { host }),
    operation: `write ${path}`,
    message: error instanceof Error ? error.message : String(error),
    remedy: 'Choose an outputDir on this machine that may be written and has room.',
    cause: error,
  })
}
