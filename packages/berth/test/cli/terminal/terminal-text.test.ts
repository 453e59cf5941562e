import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actsOnReaders, colours, hostileText } from '../../../../core/test/errors/hostile-text.js'
import { terminalText } from '../../../src/cli/terminal/terminal-text.js'

describe('output for a terminal', () => {
  it.each([
    ['keeps its colours', '\x1b[1;31mred\x1b[0m', '\x1b[1;31mred\x1b[0m'],
    ['keeps what is joined', '👩\u200d💻', '👩\u200d💻'],
    ['ends its lines as Unix does', 'a\r\nb\r\r\n', 'a\nb\n'],
    ['shows what was to be overwritten', '10 %\r20 %\r100 %\n', '10 %\n20 %\n100 %\n'],
    ['cannot move', 'a\x1b[1A\x1b[2Kb\b\b', 'a\\x1b[1A\\x1b[2Kb\\b\\b'],
    ['cannot send what only looks like a colour', '\x1b[?1049m\x1b[>4;2m', '\\x1b[?1049m\\x1b[>4;2m'],
    ['cannot hide text', 'a\x1b[8mb\x1b[31;08mc', 'a\\x1b[8mb\\x1b[31;08mc'],
    ['keeps colours by number', '\x1b[38;5;8;48;2;8;8;8mgrey\x1b[38:5:8m', '\x1b[38;5;8;48;2;8;8;8mgrey\x1b[38:5:8m'],
    ['cannot hide text behind a colour', '\x1b[38;5;1;8mb', '\\x1b[38;5;1;8mb'],
    ['cannot hide a sequence in another', '\x1b\x1b[0m[2J', '\\x1b\x1b[0m[2J'],
  ])('%s', (_title, output, shown) => {
    expect(terminalText(output)).toBe(shown)
  })

  it('is harmless but for colours, and passes unchanged the next time', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = terminalText(text)
        expect(shown.replaceAll(colours, '').replace(/[\u200c\u200d]/g, '')).not.toMatch(actsOnReaders)
        expect(terminalText(shown)).toBe(shown)
      }),
    )
  })
})
