import { expect } from 'vitest'
import type { ConformanceTest } from '../../src/suite/conformance-test.js'
import { transportConformance } from '../../src/transport/transport-conformance.js'
import type { TransportConformanceOptions } from '../../src/transport/transport-conformance-options.js'

/** The suite's tests by their names, none of them run, and none of them skipped. */
export function obligationsOf(options: Omit<TransportConformanceOptions, 'test'>): Map<string, () => Promise<void>> {
  const bodies = new Map<string, () => Promise<void>>()
  const test: ConformanceTest = Object.assign(
    (name: string, _options: object, body: () => Promise<void>) => bodies.set(name, body),
    { skip: (name: string) => expect.fail(`${name} is skipped`) },
  )
  transportConformance({ test, ...options })
  return bodies
}
