import { PassThrough, Writable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { feed } from '../../../../src/command/connection/start/feed.js'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const never = (error: unknown): void => {
  throw error
}

it('keeps no piece that was sent, however long the command goes on', async () => {
  const pieces: WeakRef<Uint8Array>[] = []
  let pause = true
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < 50; index += 1) {
      const piece = Buffer.alloc(100_000)
      pieces.push(new WeakRef(piece))
      yield piece
    }
    while (pause) await turn()
  }
  const sink = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => setImmediate(done) })
  feed(sink, source(), never)
  while (pieces.length < 50) await turn()
  for (let turns = 0; turns < 10; turns += 1) await turn()
  collectGarbage()
  expect(pieces.filter((piece) => piece.deref() !== undefined).length).toBeLessThan(5)
  pause = false
  await new Promise((resolve) => sink.once('finish', resolve))
})

it('asks for no more once nobody reads, and lets go of the source', async () => {
  let released = false
  let asked = 0
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        asked += 1
        yield Buffer.alloc(1000)
      }
    } finally {
      released = true
    }
  }
  const sink = new PassThrough({ highWaterMark: 10_000 })
  feed(sink, source(), never)
  for (let turns = 0; turns < 20; turns += 1) await turn()
  const before = asked
  expect(before).toBeLessThan(50)
  sink.destroy()
  while (!released) await turn()
  expect(asked).toBe(before)
})
