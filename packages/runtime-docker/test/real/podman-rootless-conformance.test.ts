import { podmanRuntime } from '@berth/runtime-docker'
import { runtimeConformance } from '@berth/testkit'
import { describe } from 'vitest'
import { describeReal, realTest } from '../../../testbed/test/real-test.js'
import { engineFixture } from './engine-fixture.js'

// The same code as for the rootful engine: the usual run tests only that one.
const describeWanted = process.env.BERTH_TEST_ENGINE === 'podman' ? describeReal : describe.skip

describeWanted('podman, rootless', () => {
  const runtime = podmanRuntime()
  const factory = () => engineFixture({ runtime, username: 'berth', owner: 'berth' })
  runtimeConformance({ test: realTest, factory, capabilities: runtime.capabilities })
})
