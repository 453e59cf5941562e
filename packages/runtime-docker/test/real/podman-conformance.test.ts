import { podmanRuntime } from '@berth/runtime-docker'
import { type ConformanceTest, runtimeConformance } from '@berth/testkit'
import { describeReal, realTest } from '../../../testbed/test/real-test.js'
import { engineFixture } from './engine-fixture.js'

const { capabilities } = podmanRuntime()

let obligations = 0

/** Every third of them: one program serves both engines, and Docker is asked for all. `npm run test:podman` is too. */
const everyThird: ConformanceTest = Object.assign(
  (...[name, options, body]: Parameters<ConformanceTest>) => {
    obligations += 1
    if (obligations % 3 === 1) realTest(name, options, body)
  },
  { skip: realTest.skip },
)

const wanted = process.env.BERTH_TEST_ENGINE === 'podman' ? realTest : everyThird

describeReal('podman, rootful', () => {
  const factory = () => engineFixture({ runtime: podmanRuntime(), username: 'root' })
  runtimeConformance({ test: wanted, factory, capabilities })
})
