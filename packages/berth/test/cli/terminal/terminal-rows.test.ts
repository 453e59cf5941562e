import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { colours, hostileText } from '../../../../core/test/errors/hostile-text.js'
import { terminalRows } from '../../../src/cli/terminal/terminal-rows.js'

describe('rows of a terminal', () => {
  it.each([
    ['a line that fits', 'x'.repeat(36), 40, ['x'.repeat(36)]],
    ['a line that does not', `${'x'.repeat(36)}b │ fine`, 40, ['x'.repeat(36), 'b │ fine']],
    ['wide characters', '漢'.repeat(19), 40, ['漢'.repeat(18), '漢']],
    ['tabs', `\t\tx${'\t'.repeat(3)}y`, 40, ['\t\tx\t\t\t', 'y']],
    ['a narrow terminal', 'x'.repeat(25), 4, ['x'.repeat(20), 'xxxxx']],
    ['no terminal whose width is known', 'x'.repeat(500), undefined, ['x'.repeat(500)]],
    ['several lines', 'a\n\nb\rc', 40, ['a', '', 'b', 'c']],
    ['colours', '\x1b[31mred', 40, ['\x1b[31mred\x1b[0m']],
    ['colours that ended', '\x1b[31mred\x1b[0m!', 40, ['\x1b[31mred\x1b[0m!']],
    [
      'colours of a long line',
      `\x1b[31m${'x'.repeat(40)}\x1b[m`,
      40,
      [`\x1b[31m${'x'.repeat(36)}\x1b[0m`, '\x1b[31mxxxx\x1b[m'],
    ],
  ])('%s', (_title, lines, columns, rows) => {
    expect(terminalRows(lines, 'a │ ', columns)).toBe(rows.map((row) => `a │ ${row}\n`).join(''))
  })

  it('all begin with the prefix, and none is longer than the terminal is wide', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 30, max: 120 }), (text, columns) => {
        const rows = terminalRows(text, 'gpu001 │ ', columns).slice(0, -1).split('\n')
        for (const row of rows) {
          expect(row.startsWith('gpu001 │ ')).toBe(true)
          expect([...row.replaceAll(colours, '')].length).toBeLessThanOrEqual(columns)
        }
      }),
      { numRuns: 60 },
    )
  })
})
