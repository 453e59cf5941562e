import { enrootRuntime } from '@berth/runtime-enroot'
import { runtimeConformance } from '@berth/testkit'
import { realTest } from '../../../testbed/test/real-test.js'
import { enrootBench } from './enroot-bench.js'
import { describeEnroot } from './enroot-host.js'

describeEnroot('enroot', () => {
  runtimeConformance({ test: realTest, factory: enrootBench, capabilities: enrootRuntime().capabilities })
})
