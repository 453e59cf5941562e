import { readdir } from 'node:fs/promises'
import type { Testbed } from '../../contract/testbed.js'
import type { Inventory } from './differences.js'
import { stateOfHosts } from './host-state.js'
import { heldNow } from './process-measure.js'

/** Everything but memory that work may leave behind: of this process, in a folder of this machine, and on the hosts. */
export interface HeldThings {
  /** What ends or is taken back when work ends: processes, connections, containers, timers. */
  readonly passing: Inventory
  /** Files and folders, of which a first use may leave some for good. */
  readonly files: Inventory
}

/** Where {@link lookAround} looks. */
export interface Surroundings {
  readonly testbed: Testbed
  readonly folder: string
  readonly signal: AbortSignal
}

/** Looks at everything once. The hosts are looked at first, so that the look itself is over when the process is. */
export async function lookAround({ testbed, folder, signal }: Surroundings): Promise<HeldThings> {
  const onHosts = await stateOfHosts(testbed)
  const here = (await readdir(folder, { recursive: true })).map((path) => [`file here ${path}`, 1] as const)
  await new Promise<void>((resolve) => void setImmediate(resolve))
  const isFile = (what: string): boolean => /: file /.test(what)
  return {
    passing: new Map([...heldNow(signal), ...[...onHosts].filter(([what]) => !isFile(what))]),
    files: new Map([...here, ...[...onHosts].filter(([what]) => isFile(what))]),
  }
}
