import { expect, it } from 'vitest'
import { withLine } from '../../../src/command/environment/environment-line.js'

/** A source of input, and how often it was told that nothing more is wanted. */
function source(): { input: AsyncIterable<Uint8Array>; returns: () => number } {
  let returns = 0
  const pieces = [Buffer.from('one'), Buffer.from('two')]
  const iterator: AsyncIterator<Uint8Array> = {
    async next() {
      const value = pieces.shift()
      return value === undefined ? { done: true, value } : { done: false, value }
    },
    async return() {
      returns += 1
      return { done: true, value: undefined }
    },
  }
  return { input: { [Symbol.asyncIterator]: () => iterator }, returns: () => returns }
}

function iteratorOf(input: ReturnType<typeof withLine>): AsyncIterator<Uint8Array> {
  if (typeof input === 'string' || input instanceof Uint8Array) throw new TypeError('no source')
  return input[Symbol.asyncIterator]()
}

it('gives a source of input a line ahead', async () => {
  const pieces: string[] = []
  const iterator = iteratorOf(withLine('line\n', source().input))
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
    pieces.push(Buffer.from(next.value).toString())
  expect(pieces).toEqual(['line\n', 'one', 'two'])
})

it.each([0, 1, 2])('tells the source that nothing more of it is wanted, after %i pieces', async (taken) => {
  const { input, returns } = source()
  const iterator = iteratorOf(withLine('line\n', input))
  for (let piece = 0; piece < taken; piece += 1) await iterator.next()
  await iterator.return?.()
  expect(returns()).toBe(1)
})
