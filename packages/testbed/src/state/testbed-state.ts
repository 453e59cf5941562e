import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ImageArchive } from '../contract/image-archive.js'
import { TestbedError } from '../contract/testbed-error.js'
import type { ProcessIdentity } from './process-identity.js'

/** The record of one testbed, written before each thing that it names is made. */
export interface TestbedState {
  /** Schema of this record. */
  readonly version: 1
  /** Name of the testbed. */
  readonly name: string
  /** The process whose death makes the testbed a leftover; null when it was started to stay. */
  readonly owner: ProcessIdentity | null
  /** X of 10.77.X.0/24. */
  readonly subnetNumber: number
  /** True when the hosts have no dockerd. */
  readonly sshOnly: boolean
  /**
   * Of each host whose engine keeps images in containerd's store, by its name, the path of its dockerd. Absent: none
   * does.
   */
  readonly containerdStores?: Readonly<Record<string, string>>
  /** Each host's process 1, null until it is started, in the order of the address plan. */
  readonly inits: readonly (ProcessIdentity | null)[]
  /** Image archives that the hosts see. */
  readonly images: readonly ImageArchive[]
}

/** Reads a record; undefined when the testbed does not exist. */
export function readState(file: string): TestbedState | undefined {
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  let state: unknown
  try {
    state = JSON.parse(text)
  } catch (cause) {
    throw new TestbedError(`${file} is not JSON; look for processes named in it, then remove its folder.`, { cause })
  }
  if (typeof state !== 'object' || state === null || !('version' in state) || state.version !== 1) {
    throw new TestbedError(`${file} was written by another version of the testbed; take it down with that version.`)
  }
  return state as TestbedState
}

/** Writes a record so that a reader sees either the old one or the new one. */
export function writeState(file: string, state: TestbedState): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 })
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
