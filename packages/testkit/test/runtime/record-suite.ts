import type { ConformanceTest, RuntimeConformanceOptions } from '../../src/index.js'
import { runtimeConformance } from '../../src/runtime/runtime-conformance.js'

/** A suite's tests, none of them run. */
export interface Suite {
  readonly bodies: ReadonlyMap<string, () => Promise<void>>
  readonly skipped: readonly string[]
}

/** Registers the suite with a runner that only takes note. */
export function recordSuite(options: Omit<RuntimeConformanceOptions, 'test'>): Suite {
  const bodies = new Map<string, () => Promise<void>>()
  const skipped: string[] = []
  const test: ConformanceTest = Object.assign(
    (name: string, _: object, body: () => Promise<void>) => bodies.set(name, body),
    { skip: (name: string) => skipped.push(name) },
  )
  runtimeConformance({ test, ...options })
  return { bodies, skipped }
}
