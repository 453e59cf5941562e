import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { letSourceGo } from '../../../src/command/environment/let-source-go.js'

it('closes a stream that was never read, and one that is being waited for', async () => {
  const [unread, waited] = [new Readable({ read: () => undefined }), new Readable({ read: () => undefined })]
  letSourceGo(unread)
  const iterator = waited[Symbol.asyncIterator]()
  const next = iterator.next().catch(() => undefined)
  letSourceGo(waited, iterator)
  await next
  expect([unread.destroyed, waited.destroyed]).toEqual([true, true])
})

it('tells any other source by its return, and bears what that makes of it', () => {
  let told = 0
  const source = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise<never>(() => undefined),
      return: () => {
        told += 1
        return Promise.reject(new Error('no'))
      },
    }),
  }
  letSourceGo(source)
  letSourceGo(source, source[Symbol.asyncIterator]())
  letSourceGo({ [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }) })
  expect(told).toBe(2)
})
