import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
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

it('costs about what it keeps, however small its pieces', () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const used = (): number => {
    // What one collection finds, other threads may free later: the next one waits for them.
    collect()
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const limit = 1024 * 1024
  const output = new BoundedOutput(limit)
  const packet = Buffer.alloc(32 * 1024, 'x')
  const before = used()
  for (let pushed = 0; pushed < limit; pushed += 16) output.push(packet.subarray(0, 16))
  expect(used() - before).toBeLessThan(2 * limit)
  expect(output.bytes().length).toBe(limit)
})
