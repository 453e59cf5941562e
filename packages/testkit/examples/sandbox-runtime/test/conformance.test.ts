import { runtimeConformance } from '@berth/testkit'
import { describe, test } from 'vitest'
import { sandboxRuntime } from '../src/index.js'
import { sandboxFixture } from './fixture.js'

// Namespaces and mounts of its own need root: elsewhere the suite is skipped.
describe.skipIf(process.getuid?.() !== 0)('sandbox', () => {
  runtimeConformance({ test, factory: sandboxFixture, capabilities: sandboxRuntime().capabilities })
})
