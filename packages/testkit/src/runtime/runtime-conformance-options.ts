import type { RuntimeCapabilities } from '@berth/core/adapter'
import type { ConformanceTest } from '../suite/conformance-test.js'
import type { RuntimeFixture } from './fixture/runtime-fixture.js'

/** Options of {@link runtimeConformance}. */
export interface RuntimeConformanceOptions {
  readonly test: ConformanceTest
  /** Called once, by the first test that runs. */
  readonly factory: () => Promise<RuntimeFixture>
  /**
   * The capabilities that the runtime declares. The suite checks that the runtime itself declares the same, and skips
   * only obligations whose capability is not declared.
   */
  readonly capabilities: RuntimeCapabilities
}
