import { printable } from 'berth-cluster'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonLine, jsonText } from '../../../src/cli/json/json-text.js'
import { outputText } from '../../../src/cli/json/output-text.js'

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u001b]52;c;x\u0007', '\u009b31m', '\u202e', '\u2028', '\ud800', '\u{e0001}', '\r\n'),
)

it('is harmless to print as it is, and the same to whoever parses it', () => {
  fc.assert(
    fc.property(fc.array(anything), (texts) => {
      for (const json of [jsonText(texts), jsonLine(texts)]) {
        expect(printable(json)).toBe(json)
        expect(JSON.parse(json)).toEqual(texts)
      }
      expect(jsonLine(texts).trimEnd()).not.toContain('\n')
    }),
  )
})

it.each([
  ['text', Buffer.from('grüße\n'), false, 'grüße\n'],
  ['text with a byte-order mark', Buffer.from('\ufeffx'), false, '\ufeffx'],
  ['no UTF-8', Buffer.from([0x61, 0xff]), false, { base64: 'Yf8=' }],
  ['cut within a character, where it was cut', Buffer.from([0x61, 0xc3]), true, 'a'],
  ['cut within a character, where it was not', Buffer.from([0x61, 0xc3]), false, { base64: 'YcM=' }],
  ['no UTF-8, where it was cut', Buffer.from([0xff, 0x61]), true, { base64: '/2E=' }],
] as const)('output that is %s', (_, bytes, cut, text) => {
  expect(outputText(bytes, cut)).toEqual(text)
})
