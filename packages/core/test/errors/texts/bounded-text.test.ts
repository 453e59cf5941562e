import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boundedText } from '../../../src/errors/texts/bounded-text.js'

it('leaves a text alone that fits', () => {
  expect(boundedText('a\nb\nc', { lines: 3, characters: 5 })).toBe('a\nb\nc')
})

it('keeps the beginning and the end of a long text, and says how much is left out', () => {
  const text = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n')
  expect(boundedText(text, { lines: 9, characters: 1000 })).toBe(
    [
      'line 0',
      'line 1',
      '… 92 lines left out …',
      'line 94',
      'line 95',
      'line 96',
      'line 97',
      'line 98',
      'line 99',
    ].join('\n'),
  )
})

it('cuts a line that is longer than the text may be', () => {
  expect(boundedText('x'.repeat(1000), { lines: 9, characters: 100 })).toBe(`${'x'.repeat(74)}…`)
})

it('keeps within its bounds, but for the line that says what is left out', () => {
  const anyText = fc.array(fc.string({ maxLength: 300 }), { maxLength: 60 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(anyText, fc.integer({ min: 4, max: 40 }), fc.integer({ min: 40, max: 2000 }), (text, lines, room) => {
      const bounded = boundedText(text, { lines, characters: room })
      expect(bounded.split('\n').length).toBeLessThanOrEqual(lines)
      expect(bounded.length).toBeLessThanOrEqual(room + 30)
    }),
  )
})
