import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BerthError } from '@berth/core'
import { readWholeFile } from '@berth/core/self'
import { decodeRunRecord, encodeRunRecord, type RunRecord, recordEnding, recordFileName } from './run-record.js'

/**
 * What is remembered of the runs that launched something, one record each. A record is memory only: that there is none
 * says nothing, for the labels of the containers say whose they are.
 */
export interface RunRecords {
  /** The records of a cluster, or of all, and a user. Throws `BERTH_STATE` for a record that cannot be read. */
  list(cluster: string | null, user: string): readonly RunRecord[]
  /** Writes the record of a run, in the place of an earlier one of this run. Throws `BERTH_STATE`. */
  write(record: RunRecord): void
  /** Removes the record of a run. Does nothing where there is none. Throws `BERTH_STATE`. */
  remove(run: string): void
}

/** Run records as files in one folder. */
export class RunStore implements RunRecords {
  readonly #directory: string

  /** The folder is made when the first record is written. */
  constructor(directory: string) {
    this.#directory = directory
  }

  list(cluster: string | null, user: string): readonly RunRecord[] {
    const records = this.#fileNames().flatMap((name) => this.#read(join(this.#directory, name)) ?? [])
    return records.filter((record) => (cluster === null || record.cluster === cluster) && record.user === user)
  }

  write(record: RunRecord): void {
    const path = join(this.#directory, recordFileName(record.run))
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
      throw failure('write the run record', path, error, `Nothing was changed. ${useOfFolder}`)
    }
    this.#removeOldDrafts()
  }

  remove(run: string): void {
    try {
      rmSync(join(this.#directory, recordFileName(run)))
    } catch (error) {
      if (isMissing(error)) return
      throw failure('remove the run record', join(this.#directory, recordFileName(run)), error, useOfFolder)
    }
  }

  /** What is left of processes that were killed while they wrote: nobody else would ever remove it. */
  #removeOldDrafts(): void {
    try {
      for (const name of readdirSync(this.#directory).filter((file) => draftName.test(file))) {
        const path = join(this.#directory, name)
        if (Date.now() - statSync(path).mtimeMs > draftIsLeft) rmSync(path, { force: true })
      }
    } catch {
      // The record is written, and another process may have been here first.
    }
  }

  #fileNames(): readonly string[] {
    try {
      return readdirSync(this.#directory).filter((name) => name.endsWith(recordEnding))
    } catch (error) {
      if (isMissing(error)) return []
      throw failure('read the run records', this.#directory, error, useOfFolder)
    }
  }

  /** Null for a record that is gone by now. */
  #read(path: string): RunRecord | null {
    try {
      return decodeRunRecord(readWholeFile(path).toString('utf8'))
    } catch (error) {
      if (isMissing(error)) return null
      throw failure('read the run record', path, error, 'Remove that file: it is memory only, and the containers stay.')
    }
  }
}

const draftName = /\.json\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Milliseconds after which a draft is surely left: it is put in its place, or removed, at once. */
const draftIsLeft = 60 * 60 * 1000

const useOfFolder = 'Make the folder readable and writable, or set XDG_STATE_HOME to one that is.'

function failure(operation: string, path: string, cause: unknown, remedy: string): BerthError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new BerthError({ code: 'BERTH_STATE', operation, message: `${path}: ${reason}`, remedy, cause })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
