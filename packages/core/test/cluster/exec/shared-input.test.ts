import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SharedInput } from '../../../src/cluster/exec/shared-input.js'

/** A source of numbered pieces, and how far it was asked and whether it was let go. */
function numbered(pieces: number) {
  const seen = { asked: 0, released: 0 }
  const source: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        if (seen.asked >= pieces) return { done: true, value: undefined }
        seen.asked += 1
        return { done: false, value: Uint8Array.of(seen.asked - 1) }
      },
      return: async () => {
        seen.released += 1
        return { done: true, value: undefined }
      },
    }),
  }
  return { source, seen }
}

async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve()
}

const readers = fc.array(
  fc.record({
    /** Turns of the event loop between two pieces. */
    pace: fc.nat(5),
    /** Pieces after which it goes away, at an end or in the middle of waiting; null for never. */
    leavesAfter: fc.option(fc.nat(12)),
    says: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
)

it('gives every host every byte and the end, one piece ahead of the slowest, whoever leaves', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(10), readers, async (pieces, behaviours) => {
      const { source, seen } = numbered(pieces)
      const names = behaviours.map((_, index) => `h${index}`)
      const input = new SharedInput(source, names)
      const got = new Map<string, number[]>()
      const ended = new Set<string>()
      const reading = new Set(names)
      await Promise.all(
        behaviours.map(async ({ pace, leavesAfter, says }, index) => {
          const host = `h${index}`
          const mine: number[] = []
          got.set(host, mine)
          const iterator = input.of(host)[Symbol.asyncIterator]()
          for (;;) {
            await ticks(pace)
            if (leavesAfter !== null && mine.length >= leavesAfter) {
              reading.delete(host)
              if (says) await iterator.return?.()
              else input.leaveOut(host)
              return
            }
            const next = await iterator.next()
            if (next.done) {
              ended.add(host)
              reading.delete(host)
              return
            }
            mine.push(...next.value)
            // Never more than one piece beyond what every reader has.
            for (const other of reading) expect(seen.asked - (got.get(other)?.length ?? 0)).toBeLessThanOrEqual(1)
          }
        }),
      )
      const all = Array.from({ length: pieces }, (_, index) => index)
      for (const [index, { leavesAfter }] of behaviours.entries()) {
        const host = `h${index}`
        if (leavesAfter === null || leavesAfter > pieces) {
          expect(got.get(host)).toEqual(all)
          expect(ended).toContain(host)
        } else expect(got.get(host)).toEqual(all.slice(0, leavesAfter))
      }
      expect(seen.released).toBe(ended.size === 0 ? 1 : 0)
    }),
  )
})

it('does not wait for a piece that may never come once nobody reads, and lets a stream go', async () => {
  const idle = new Readable({ read: () => undefined })
  const input = new SharedInput(idle, ['a', 'b'])
  const next = input.of('a')[Symbol.asyncIterator]().next()
  input.leaveOut('b')
  await ticks(3)
  input.leaveOut('a')
  expect(await next).toEqual({ done: true, value: undefined })
  expect(idle.destroyed).toBe(true)
})

it('tells every host of a source that fails, with its reason, also one that failed before it was asked', async () => {
  const failing = new Readable({ read: () => undefined })
  const input = new SharedInput(failing, ['a', 'b'])
  failing.destroy(new Error('the disk is gone'))
  await new Promise(setImmediate)
  const asked = ['a', 'b'].map((host) => input.of(host)[Symbol.asyncIterator]().next())
  for (const next of asked)
    await expect(next).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED', reason: 'the disk is gone' })
  await expect(input.of('a')[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
})

it('refuses to read on for a host that was left out: a part is never taken for the whole', async () => {
  const { source } = numbered(3)
  const input = new SharedInput(source, ['a', 'b'])
  input.leaveOut('a')
  await expect(input.of('a')[Symbol.asyncIterator]().next()).rejects.toThrow(TypeError)
})

it('lets a source go that no host is to read', () => {
  const unread = new Readable({ read: () => undefined })
  new SharedInput(unread, [])
  expect(unread.destroyed).toBe(true)
})
