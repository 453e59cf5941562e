import { randomUUID } from 'node:crypto'
import { thisProcess, userName } from '../../contract/self/index.js'
import type { Run } from './run.js'

/** A new run of this process. */
export function newRun(user: string = userName()): Run {
  return { id: randomUUID(), owner: { user, ...thisProcess() } }
}
