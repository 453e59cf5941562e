import { dockerRuntime } from '@berth/runtime-docker'
import { runtimeConformance } from '@berth/testkit'
import { describeReal, realTest } from '../../../testbed/test/real-test.js'
import { engineFixture } from './engine-fixture.js'

describeReal('docker', () => {
  const runtime = dockerRuntime()
  const factory = () => engineFixture({ runtime, username: 'berth' })
  runtimeConformance({ test: realTest, factory, capabilities: runtime.capabilities })
})
