import fc from 'fast-check'
import { expect, it } from 'vitest'
import { UntilMark } from '../../src/detach/until-mark.js'

const mark = '\u001emark'

function taken(pieces: readonly Uint8Array[]): { passed: Buffer; after: string | null } {
  const passed: Uint8Array[] = []
  const untilMark = new UntilMark(mark, (chunk) => passed.push(chunk))
  for (const piece of pieces) untilMark.push(piece)
  return { passed: Buffer.concat(passed), after: untilMark.after }
}

/** Bytes that are often those of the mark. */
const byte = fc.oneof(fc.constantFrom(...Buffer.from(mark)), fc.nat(255))
const bytes = fc
  .array(byte, { maxLength: 40 })
  .map((values) => Buffer.from(values))
  .filter((content) => !content.includes(mark))

it('passes on all that comes before the mark, and keeps what comes after it, wherever pieces split', () => {
  fc.assert(
    fc.property(bytes, fc.string(), fc.array(fc.nat(60)), (before, after, cuts) => {
      const whole = Buffer.concat([before, Buffer.from(mark + after)])
      fc.pre(whole.indexOf(mark) === before.length)
      const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length]
      const pieces = places.slice(1).map((end, index) => whole.subarray(places[index], end))
      expect(taken(pieces)).toEqual({ passed: before, after: Buffer.from(after).toString() })
    }),
  )
})

it('holds back nothing but what may be the beginning of the mark', () => {
  expect(taken([Buffer.from('one\n')])).toEqual({ passed: Buffer.from('one\n'), after: null })
  expect(taken([Buffer.from('one\u001ema')]).passed.toString()).toBe('one')
  expect(taken([Buffer.from('one\u001em'), Buffer.from('x')]).passed.toString()).toBe('one\u001emx')
})

it('keeps no more than some kilobytes of what comes after the mark', () => {
  const pieces = Array.from({ length: 100 }, () => Buffer.alloc(1000, 'x'))
  expect(taken([Buffer.from(mark), ...pieces]).after?.length).toBe(8192)
})

it('gives what the passing gives, so that it can hold the stream back', async () => {
  const untilMark = new UntilMark(mark, () => Promise.resolve('taken'))
  expect(await untilMark.push(Buffer.from('x'))).toBe('taken')
  expect(untilMark.push(Buffer.from(mark))).toBeUndefined()
})
