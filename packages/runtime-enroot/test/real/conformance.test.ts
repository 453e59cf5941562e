import { enrootRuntime } from '@berth/runtime-enroot'
import { runtimeConformance } from '@berth/testkit'
import { realTest } from '../../../testbed/test/real-test.js'
import { enrootFixture } from './enroot-fixture.js'
import { describeEnroot } from './enroot-host.js'

describeEnroot('enroot', () => {
  runtimeConformance({ test: realTest, factory: enrootFixture, capabilities: enrootRuntime().capabilities })
})
