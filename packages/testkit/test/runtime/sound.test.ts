import { describe, test } from 'vitest'
import { runtimeConformance } from '../../src/runtime/runtime-conformance.js'
import { modestCapabilities, modestFixture } from './modest-fixture.js'

describe('a sound runtime that declares little meets all that is left', () => {
  runtimeConformance({ test, factory: modestFixture, capabilities: modestCapabilities })
})
