import { existsSync, readdirSync } from 'node:fs'
import { TestbedError } from '../contract/testbed-error.js'
import { withLock } from '../state/lock.js'
import { STATE_ROOT, type TestbedPaths, testbedPaths } from '../state/paths.js'
import { isAlive } from '../state/process-identity.js'
import { readState, type TestbedState } from '../state/testbed-state.js'
import { cleanUp } from './clean-up.js'

/** True when a process holds the testbed, or it was started to stay and is up. */
function isInUse(state: TestbedState): boolean {
  if (state.owner !== null) return isAlive(state.owner)
  return state.inits.some((init) => init !== null && isAlive(init))
}

/** Removes what a dead testbed of this name left; a living one is an error. Call it with the name's lock held. */
export async function removePredecessor(paths: TestbedPaths, log: (line: string) => void): Promise<void> {
  const old = readState(paths.state)
  if (old === undefined) return
  if (isInUse(old)) {
    const owner = old.owner === null ? 'it was started to stay' : `process ${old.owner.pid} holds it`
    throw new TestbedError(`Testbed "${old.name}" is up already (${owner}); take it down, or use another name.`)
  }
  log(`removing what is left of testbed "${old.name}", whose owner is gone`)
  await cleanUp(old)
}

/** Removes the testbeds of other names whose owner has died. One that cannot be removed is reported, not fatal. */
export async function removeDead(except: string, log: (line: string) => void): Promise<void> {
  if (!existsSync(STATE_ROOT)) return
  for (const name of readdirSync(STATE_ROOT)) {
    if (name === except) continue
    try {
      const paths = testbedPaths(name)
      const state = readState(paths.state)
      if (state === undefined || state.owner === null || isInUse(state)) continue
      await withLock(name, () => removePredecessor(paths, log))
    } catch (error) {
      log(`left alone: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
