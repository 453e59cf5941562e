import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { OutputStream } from '../contract/index.js'
import { BerthError } from '../errors/index.js'

/** The whole output of a command on each host, in files of one folder. No file is kept open, so that the number of hosts has no limit. */
export class OutputFiles {
  readonly #folder: string

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

  /** Adds a piece to its file. Rejects with `BERTH_FILE_FAILED`. */
  async add(host: string, stream: OutputStream, chunk: Uint8Array): Promise<void> {
    const path = this.#path(host, stream)
    await appendFile(path, chunk).catch((error: unknown) => {
      throw failure(path, error, host)
    })
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
