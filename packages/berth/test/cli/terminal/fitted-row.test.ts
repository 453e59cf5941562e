import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { characterWidth } from '../../../src/cli/terminal/character-width.js'
import { fittedRow } from '../../../src/cli/terminal/fitted-row.js'
import { rowColumns } from '../../../src/cli/terminal/row-columns.js'

it.each<[number | undefined, string | undefined, number]>([
  [100, undefined, 100],
  [100, '60', 60],
  [60, '100', 60],
  [0, '100', 100],
  [undefined, undefined, 80],
  [0, 'wide', 80],
])('of %s columns, with COLUMNS %s, a row may take %i', (columns, COLUMNS, rows) => {
  expect(rowColumns(columns, { COLUMNS })).toBe(rows)
})

describe('a row that is made to fit', () => {
  it.each<[string, number, string]>([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['漢字', 4, '漢字'],
    ['漢字', 3, '漢…'],
    ['漢字', 1, '…'],
  ])('%s in %i columns is %s', (text, columns, row) => expect(fittedRow(text, columns)).toBe(row))

  it('takes no more columns than there are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, columns) => {
        const row = fittedRow(text, columns)
        expect([...row].reduce((width, one) => width + characterWidth(one, width), 0)).toBeLessThanOrEqual(columns)
        if (!row.endsWith('…')) expect(row).toBe(text)
      }),
    )
  })
})
