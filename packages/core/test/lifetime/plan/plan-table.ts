import { expect, it } from 'vitest'
import type { Observation } from '../../../src/contract/index.js'
import { remedyText } from '../../../src/errors/index.js'
import { planUp } from '../../../src/lifetime/plan/make-plan.js'
import { type Asked, inputOf, inShort } from '../observations.js'

/** What was seen, what was asked, the plan in short, and words of its refusal or warnings. */
export type Row = [name: string, seen: Readonly<Record<string, Observation>>, asked: Asked, plan: string, said?: RegExp]

/** One test for each row. */
export function planUpTable(rows: Row[]): void {
  it.each<Row>(rows)('%s', (_name, seen, asked, expected, said) => {
    const plan = planUp(inputOf(seen, asked))
    expect(inShort(plan)).toBe(expected)
    if (said !== undefined) {
      const remedy = plan.refusal === null ? undefined : remedyText(plan.refusal.remedy, plan.refusal.hosts)
      expect(`${plan.refusal?.message}\n→ ${remedy}\n${plan.warnings.join('\n')}`).toMatch(said)
    }
    if (plan.refusal !== null)
      expect([...plan.hosts.values()].map(({ action }) => action)).toEqual(
        Object.keys(seen)
          .concat(asked.unobserved ?? [])
          .map(() => 'none'),
      )
  })
}
