import { describe, test } from 'vitest'
import { runtimeConformance } from '../../src/runtime/runtime-conformance.js'
import { modestBench, modestCapabilities } from './modest-bench.js'

describe('a sound runtime that declares little meets all that is left', () => {
  runtimeConformance({ test, factory: modestBench, capabilities: modestCapabilities })
})
