import { requirements, startTestbed, type Testbed } from '@berth/testbed'
import { afterAll, beforeAll } from 'vitest'

let count = 0

/**
 * Hosts of a block's own, for tests that cut, reboot or bend them, which would disturb the others on the shared ones. Call it in
 * `describe`; use its result in tests and hooks.
 */
export function useOwnHosts(hosts = 3): () => Testbed {
  let testbed: Testbed | undefined
  beforeAll(async () => {
    if (!requirements().ok) return
    testbed = await startTestbed({ hosts, name: `own-${process.pid}-${count++}` })
  })
  afterAll(async () => {
    await testbed?.stop()
  })
  return () => {
    if (testbed === undefined) throw new Error('this machine can have no testbed, or it is not up yet')
    return testbed
  }
}
