import { dockerRuntime } from '@berth/runtime-docker'
import { runtimeConformance } from '@berth/testkit'
import { describeReal, realTest } from '../../../testbed/test/real-test.js'
import { engineBench } from './engine-bench.js'

describeReal('docker', () => {
  const runtime = dockerRuntime()
  const factory = () => engineBench({ runtime, username: 'berth' })
  runtimeConformance({ test: realTest, factory, capabilities: runtime.capabilities })
})
