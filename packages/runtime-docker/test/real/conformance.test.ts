import { dockerRuntime } from '@berth/runtime-docker'
import { runtimeConformance } from '@berth/testkit'
import { describeReal, realTest } from '../../../testbed/test/real-test.js'
import { dockerBench } from './docker-bench.js'

describeReal('docker', () => {
  runtimeConformance({ test: realTest, factory: () => dockerBench(), capabilities: dockerRuntime().capabilities })
})
