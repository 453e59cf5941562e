import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { BoundedOutput } from '../../../src/command/output/bounded-output.js'

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

it('keeps nothing of the pieces that it is given, but blocks of its own, of about as many bytes as it keeps', () => {
  const allocate = vi.spyOn(Buffer, 'allocUnsafeSlow')
  const limit = 1024 * 1024
  const output = new BoundedOutput(limit)
  const packet = Buffer.alloc(32 * 1024, 'x')
  for (let pushed = 0; pushed < limit; pushed += 16) output.push(packet.subarray(0, 16))
  packet.fill('y')
  expect(output.bytes().equals(Buffer.alloc(limit, 'x'))).toBe(true)
  const sizes = allocate.mock.calls.map(([size]) => size)
  allocate.mockRestore()
  expect(sizes.length).toBeLessThan(40)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(limit + 64 * 1024)
})
