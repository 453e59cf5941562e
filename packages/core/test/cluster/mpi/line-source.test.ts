import { expect, it } from 'vitest'
import { LineSource } from '../../../src/cluster/mpi/line-source.js'

const read = async (source: LineSource): Promise<string> => {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

it('gives what is added, before and after it is asked for, until it is ended', async () => {
  const source = new LineSource()
  source.add('a\n')
  const all = read(source)
  await Promise.resolve()
  source.add('b\n')
  source.add('c\n')
  source.end()
  source.add('late\n')
  expect(await all).toBe('a\nb\nc\n')
})

it('ends for who waits, and for who leaves', async () => {
  const source = new LineSource()
  const next = source[Symbol.asyncIterator]().next()
  source.end()
  expect(await next).toEqual({ done: true, value: undefined })
  const left = new LineSource()
  await left[Symbol.asyncIterator]().return?.()
  left.add('x')
  expect(await read(left)).toBe('')
})
