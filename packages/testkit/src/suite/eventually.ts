import { AssertionError } from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Looks again and again until the condition holds for the value seen. Rejects with an `AssertionError` that has the
 * last value seen. Patience is in milliseconds.
 */
export async function eventually<Value>(
  look: () => Value | Promise<Value>,
  holds: (value: Value) => boolean,
  patience = 10_000,
): Promise<Value> {
  const giveUp = performance.now() + patience
  for (;;) {
    const value = await look()
    if (holds(value)) return value
    if (performance.now() > giveUp) {
      throw new AssertionError({ message: `Still ${JSON.stringify(value)} after ${patience} ms`, actual: value })
    }
    await delay(20)
  }
}
