import { podmanRuntime } from '@berth/runtime-docker'
import { runtimeConformance } from '@berth/testkit'
import { describeReal, realTest } from '../../../testbed/test/real-test.js'
import { engineFixture } from './engine-fixture.js'

const { capabilities } = podmanRuntime()

describeReal('podman, rootful', () => {
  const factory = () => engineFixture({ runtime: podmanRuntime(), username: 'root' })
  runtimeConformance({ test: realTest, factory, capabilities })
})
