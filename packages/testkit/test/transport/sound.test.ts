import { describe, test } from 'vitest'
import { transportConformance } from '../../src/transport/transport-conformance.js'
import { soundSetting } from './sound-transport.js'

describe('a sound transport meets every obligation', () => {
  transportConformance({ test, ...soundSetting() })
})
