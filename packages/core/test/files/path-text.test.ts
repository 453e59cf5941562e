import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pathBytes, pathText } from '../../src/files/path-text.js'

it('gives back any bytes, and reads UTF-8 as it is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(pathBytes(pathText(bytes)).equals(bytes)).toBe(true)
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([pathText(Buffer.from(text)), pathBytes(text).toString()]).toEqual([text, text])
    }),
  )
})

it('keeps the characters around a byte that is part of none', () => {
  const bytes = Buffer.concat([Buffer.from('ü'), Buffer.of(0xe2, 0x82), Buffer.from('a€😀'), Buffer.of(0xff)])
  expect(pathText(bytes)).toBe('ü\udce2\udc82a€😀\udcff')
})
