import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BerthError } from '@berth/core'
import { decodeRunRecord, encodeRunRecord, type RunRecord, recordFileName } from './run-record.js'

/** The runs that this user's processes left for later ones, at most one for each cluster. */
export interface RunRecords {
  /**
   * The run that was left for this cluster; null if none was left. Throws `BERTH_STATE` for a record that cannot be
   * read: such a record is never taken for missing.
   */
  read(cluster: string, user: string): RunRecord | null
  /** Writes a record, in the place of an earlier one of its cluster. Throws `BERTH_STATE`. */
  write(record: RunRecord, user: string): void
  /** Removes the record of a cluster. Does nothing where there is none. */
  remove(cluster: string, user: string): void
}

/** Run records as files in one folder. */
export class RunStore implements RunRecords {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  read(cluster: string, user: string): RunRecord | null {
    const path = this.#path(cluster, user)
    try {
      return decodeRunRecord(readFileSync(path, 'utf8'), cluster)
    } catch (error) {
      if (isMissing(error)) return null
      throw this.#failure(
        'read the run record',
        path,
        error,
        'Remove that file. `berth status` then shows the run of what is up, and --run adopts it.',
      )
    }
  }

  write(record: RunRecord, user: string): void {
    const path = this.#path(record.cluster, user)
    const draft = `${path}.${randomUUID()}`
    try {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
      try {
        writeFileSync(draft, encodeRunRecord(record), { mode: 0o600, flag: 'wx' })
        renameSync(draft, path)
      } catch (error) {
        rmSync(draft, { force: true })
        throw error
      }
    } catch (error) {
      const remedy = `Make the folder writable, or set XDG_STATE_HOME; until then adopt the run with --run ${record.run}.`
      throw this.#failure('write the run record', path, error, remedy)
    }
  }

  remove(cluster: string, user: string): void {
    rmSync(this.#path(cluster, user), { force: true })
  }

  #path(cluster: string, user: string): string {
    return join(this.#directory, recordFileName(cluster, user))
  }

  #failure(operation: string, path: string, cause: unknown, remedy: string): BerthError {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return new BerthError({ code: 'BERTH_STATE', operation, message: `${path}: ${reason}`, remedy, cause })
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
