import { describe, inject, test } from 'vitest'
import { connectTestbed, type Testbed } from '../src/index.js'
import './real-hosts.js'

const shared = inject('testbed')

/**
 * `describe` for real hosts: skipped where this machine can have no testbed. Call {@link testbed} in its tests and
 * hooks only.
 */
export const describeReal: typeof describe = shared === null ? (describe.skip as typeof describe) : describe

/** `test` for real hosts: skipped where this machine can have no testbed. */
export const realTest: typeof test = shared === null ? (test.skip as typeof test) : test

/** A testbed without the methods that would disturb other tests: a test that needs them starts hosts of its own. */
export type SharedHosts = Omit<Testbed, 'cut' | 'heal' | 'reboot' | 'stop' | typeof Symbol.asyncDispose>

/** The hosts that all real tests share: leave them as you found them. */
export function testbed(): SharedHosts {
  if (shared === null)
    throw new Error('This machine can have no testbed; use testbed() in tests that are skipped then.')
  return connectTestbed(shared.name)
}
