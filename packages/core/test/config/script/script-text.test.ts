import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scriptText } from '../../../src/config/script/script-text.js'

const textOf = (text: string): string => scriptText(Buffer.from(text)).toString()

it.each([
  ['\ufeffecho one\n', 'echo one\n'],
  ['\ufeff\ufeffecho one\n', '\ufeffecho one\n'],
  ['set -e\r\n\r\necho one\r\n', 'set -e\n\necho one\n'],
  ['\ufeffset -e\r\necho one', 'set -e\necho one'],
  ['set -e\r\necho one\r', 'set -e\necho one'],
  ['set -e\r\necho one\n', 'set -e\r\necho one\n'],
  ["set -e\r\nprintf 'a\rb\r\r'\r\n", "set -e\nprintf 'a\rb\r\r'\n"],
  ['echo one\r', 'echo one\r'],
])('%j is run as %j', (text, run) => {
  expect(textOf(text)).toBe(run)
})

it('is any text without carriage returns as it is, and the same text when Windows has written it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', ' ', '✓'), minLength: 1 })
  fc.assert(
    fc.property(text, (written) => {
      expect(textOf(written)).toBe(written)
      expect(textOf(`${written}\n`.replaceAll('\n', '\r\n'))).toBe(`${written}\n`)
    }),
  )
})
