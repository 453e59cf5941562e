import { afterAll, beforeAll } from 'vitest'
import { requirements, startTestbed, type Testbed, type TestbedOptions } from '../src/index.js'

let count = 0

/**
 * Hosts of a block's own, for tests that cut, reboot or bend them, which would disturb the others on the shared ones.
 * Call it in `describe`; use its result in tests and hooks.
 */
export function useOwnHosts(hosts = 3, options: Pick<TestbedOptions, 'sshOnly' | 'images'> = {}): () => Testbed {
  let testbed: Testbed | undefined
  beforeAll(async () => {
    if (!requirements().ok) return
    testbed = await startTestbed({ ...options, hosts, name: `own-${process.pid}-${count++}` })
  })
  afterAll(async () => {
    await testbed?.stop()
  })
  return () => {
    if (testbed === undefined) throw new Error('this machine can have no testbed, or it is not up yet')
    return testbed
  }
}
