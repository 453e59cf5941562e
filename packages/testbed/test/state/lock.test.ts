import { expect, test } from 'vitest'
import { withLock } from '../../src/state/lock.js'

test('a lock is held by one at a time, and says so to the impatient', async () => {
  const name = `test-${process.pid}`
  await withLock(name, async () => {
    await expect(withLock(name, async () => 1, 150)).rejects.toThrow(/Another process/)
  })
  expect(await withLock(name, async () => 2, 150)).toBe(2)
})
