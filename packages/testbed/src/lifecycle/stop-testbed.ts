import { withLock } from '../state/lock.js'
import { testbedPaths } from '../state/paths.js'
import { readState } from '../state/testbed-state.js'
import { cleanUp } from './clean-up.js'

/** Takes a testbed down by name, whoever started it and whatever is left of it. Does nothing when there is none. */
export async function stopTestbed(name = 'default'): Promise<void> {
  await withLock(name, async () => {
    const state = readState(testbedPaths(name).state)
    if (state !== undefined) await cleanUp(state)
  })
}
