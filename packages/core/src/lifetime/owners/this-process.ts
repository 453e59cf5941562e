import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { thisProcess } from './process-identity.js'
import type { Run } from './run.js'

/** A new run of this process. */
export function newRun(user: string = userInfo().username): Run {
  return { id: randomUUID(), owner: { user, ...thisProcess() } }
}
