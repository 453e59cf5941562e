import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable, printableLine } from '../../../src/errors/index.js'
import { actsOnReaders, hostileText } from '../hostile-text.js'

describe('a text that is to be printed', () => {
  it.each([
    ['plain', 'Zürich, 日本語, 😀, a\tb\nc', 'Zürich, 日本語, 😀, a\tb\nc'],
    ['with lines of Windows', 'a\r\nb\r\n', 'a\nb\n'],
    ['with colours', '\x1b[1;31mred\x1b[0m \x1b[38:2::1:2:3mmore\x1b[m', 'red more'],
    ['that clears the screen', '\x1b[2J\x1b[H', '\\x1b[2J\\x1b[H'],
    ['that writes to the clipboard', '\x1b]52;c;ZXZpbA==\x07', '\\x1b]52;c;ZXZpbA==\\x07'],
    ['with controls of 8 bits', '\x9b2J\u0085', '\\x9b2J\\x85'],
    ['that goes back', 'a\rb\bc\vd\fe\x7f\0', 'a\\rb\\bc\\vd\\fe\\x7f\\x00'],
    ['that turns its direction', '\u202egnp.exe\u2066\u2069', '\\u202egnp.exe\\u2066\\u2069'],
    ['with other ends of lines', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['with what has no width', 'ro\u200bot\ufeff\u{e0041}', 'ro\\u200bot\\ufeff\\u{e0041}'],
    ['with half a pair', 'a\ud83db', 'a\\ud83db'],
    ['with a colour inside of an escape', '\x1b\x1b[0m[2J', '\\x1b[2J'],
    ['with what only looks like a colour', '\x1b[>4;2m\x1b[?1049m', '\\x1b[>4;2m\\x1b[?1049m'],
  ])('%s', (_title, text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('has one line where it stands in one', () => {
    expect(printableLine('a\r\nb\tc\n')).toBe('a\\nb c\\n')
  })

  it('holds nothing that acts on a reader or a terminal, and passes unchanged the next time', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = printable(text)
        expect(shown).not.toMatch(actsOnReaders)
        expect(printable(shown)).toBe(shown)
        expect(printableLine(text)).not.toMatch(/[\n\t]/)
        expect(printableLine(text)).not.toMatch(actsOnReaders)
      }),
    )
  })
})
