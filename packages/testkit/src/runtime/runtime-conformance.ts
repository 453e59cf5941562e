import { obligationFailure } from '../suite/obligation-failure.js'
import { isOwed } from './fixture/runtime-obligation.js'
import { Stage } from './fixture/stage.js'
import { obligations } from './obligations/index.js'
import type { RuntimeConformanceOptions } from './runtime-conformance-options.js'

/**
 * Registers every obligation of the runtime contract as a named test of the caller's runner. An obligation that is not
 * owed, because the capability for it is not declared, is registered as skipped. The tests share containers and must
 * run one after the other, in the order of registration; the last one takes everything away.
 *
 * @example
 * ```ts
 * import { test } from 'node:test'
 * runtimeConformance({ test, factory: () => podFixture(), capabilities: podRuntime().capabilities })
 * ```
 */
export function runtimeConformance({ test, factory, capabilities }: RuntimeConformanceOptions): void {
  let stage: Promise<Stage> | undefined
  const enter = (): Promise<Stage> => {
    stage ??= factory().then((fixture) => new Stage(fixture, capabilities))
    return stage
  }
  for (const obligation of obligations) {
    const register = isOwed(obligation, capabilities) ? test : test.skip
    register(obligation.name, { timeout }, async () => {
      const entered = await enter()
      try {
        await obligation.body(entered)
      } catch (error) {
        throw obligationFailure(entered.runtime.name, obligation.name, error)
      }
    })
  }
  test('(the fixture is taken away)', { timeout }, async () => {
    if (stage !== undefined) await (await stage).fixture.close()
  })
}

/** Milliseconds for one obligation. None needs more than a few seconds, but hosts can be slow. */
const timeout = 120_000
