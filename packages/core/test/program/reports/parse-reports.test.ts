import { describe, expect, it } from 'vitest'
import { parseReports } from '../../../src/program/index.js'

describe('parseReports', () => {
  it('reads words and texts, byte for byte, whatever stands before them', () => {
    const stdout = 'welcome\n\nN none\n\nN text\n two\n\nlines \nN end\n'
    expect(parseReports(stdout, 'N')).toEqual({
      reports: [
        ['none', ''],
        ['text', ' two\n\nlines '],
      ],
      end: 'finished',
    })
  })

  it('tells a program of which nothing came', () => {
    expect(parseReports('\nN text\na\nN failed\n', 'N')).toEqual({ reports: [['text', 'a']], end: 'failed' })
  })

  it('takes no part of an output for a whole one, and no output with more behind its end', () => {
    const stdout = '\nN text\na\nN end\n'
    for (let bytes = 0; bytes < stdout.length; bytes += 1) {
      expect(parseReports(stdout.slice(0, bytes), 'N').end, `${bytes} bytes`).toBe('cut')
    }
    expect(parseReports(`${stdout}\n`, 'N').end).toBe('cut')
    expect(parseReports(stdout, 'M')).toEqual({ reports: [], end: 'cut' })
    expect(parseReports('\nN text\na\nN en', 'N').reports).toEqual([
      ['text', 'a'],
      ['en', ''],
    ])
  })
})
