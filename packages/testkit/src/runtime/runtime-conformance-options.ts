import type { RuntimeCapabilities } from '@berth/core/adapter'
import type { ConformanceTest } from '../suite/conformance-test.js'
import type { RuntimeFixture } from './fixture/runtime-fixture.js'

/** Options of {@link runtimeConformance}. */
export interface RuntimeConformanceOptions {
  readonly test: ConformanceTest
  /** Called once, by the first test that runs. */
  readonly factory: () => Promise<RuntimeFixture>
  /** What the runtime declares; the suite checks that it is what it says, and skips only what is not declared. */
  readonly capabilities: RuntimeCapabilities
}
