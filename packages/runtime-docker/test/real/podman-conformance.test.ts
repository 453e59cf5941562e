import { podmanRuntime } from '@berth/runtime-docker'
import { type ConformanceTest, runtimeConformance } from '@berth/testkit'
import { describeReal, realTest } from '../../../testbed/test/real-test.js'
import { engineFixture } from './engine-fixture.js'

const { capabilities } = podmanRuntime()

let obligations = 0

/** Every second of them: one program serves both engines, and Docker is asked for all. `npm run test:podman` is too. */
const everySecond: ConformanceTest = Object.assign(
  (...[name, options, body]: Parameters<ConformanceTest>) => {
    obligations += 1
    if (obligations % 2 === 1) realTest(name, options, body)
  },
  { skip: realTest.skip },
)

const wanted = process.env.BERTH_TEST_ENGINE === 'podman' ? realTest : everySecond

describeReal('podman, rootful', () => {
  const factory = () => engineFixture({ runtime: podmanRuntime(), username: 'root' })
  runtimeConformance({ test: wanted, factory, capabilities })
})
