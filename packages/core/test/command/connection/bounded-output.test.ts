import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BoundedOutput } from '../../../src/command/connection/bounded-output.js'

it('keeps the first bytes up to the limit, and says if there were more', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), fc.nat({ max: 100 }), (chunks, limit) => {
      const output = new BoundedOutput(limit)
      for (const chunk of chunks) output.push(chunk)
      const whole = Buffer.concat(chunks)
      expect(output.bytes().equals(whole.subarray(0, limit))).toBe(true)
      expect(output.truncated).toBe(whole.length > limit)
    }),
  )
})

it('joins before it decodes, so that no character is cut', () => {
  const output = new BoundedOutput(100)
  for (const byte of Buffer.from('ü€😀')) output.push(Uint8Array.of(byte))
  expect(output.text()).toBe('ü€😀')
})

it('has no limit when none is wanted', () => {
  const output = new BoundedOutput(Number.POSITIVE_INFINITY)
  output.push(Buffer.from('all'))
  expect([output.text(), output.truncated]).toEqual(['all', false])
})
