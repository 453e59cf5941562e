import type { Testbed } from '../contract/testbed.js'
import { liveState } from './live-host.js'
import { LocalTestbed } from './local-testbed.js'

/**
 * Takes hold of a testbed that is up, whichever process started it. `stop` takes the testbed down for all processes.
 */
export function connectTestbed(name = 'default'): Testbed {
  return new LocalTestbed(liveState(name))
}
