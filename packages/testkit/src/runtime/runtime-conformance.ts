import { isOwed } from './obligation.js'
import { obligations } from './obligations/index.js'
import type { RuntimeConformanceOptions } from './runtime-conformance-options.js'
import { Stage } from './stage.js'
import { unmet } from './unmet.js'

/**
 * Registers every obligation of the runtime contract as a named test of the caller's runner. What is not owed, because the capability for it is not
 * declared, is registered as skipped. The tests share containers and must run one after the other, in the order of registration; the last one
 * takes everything away.
 *
 * @example
 * ```ts
 * import { test } from 'node:test'
 * runtimeConformance({ test, factory: () => podBench(), capabilities: podRuntime().capabilities })
 * ```
 */
export function runtimeConformance({ test, factory, capabilities }: RuntimeConformanceOptions): void {
  let stage: Promise<Stage> | undefined
  const enter = (): Promise<Stage> => {
    stage ??= factory().then((bench) => new Stage(bench, capabilities))
    return stage
  }
  for (const obligation of obligations) {
    const register = isOwed(obligation, capabilities) ? test : test.skip
    register(obligation.name, { timeout }, async () => {
      const entered = await enter()
      try {
        await obligation.body(entered)
      } catch (error) {
        throw unmet(entered.runtime.name, obligation.name, error)
      }
    })
  }
  test('(the bench is taken away)', { timeout }, async () => {
    if (stage !== undefined) await (await stage).bench.close()
  })
}

/** Milliseconds for one obligation. None needs more than a few seconds, but hosts can be slow. */
const timeout = 120_000
