import { describe, expect, it } from 'vitest'
import { type HostReport, parseSections } from '../../../src/program/index.js'

const reports: readonly HostReport[] = [
  ['list', 'a\nb\n'],
  ['stderr', ''],
  ['exit', '0\n'],
  ['info', ''],
  ['stderr', 'not found'],
  ['exit', '127\n'],
]

describe('parseSections', () => {
  it('has what each command came to', () => {
    expect(parseSections(reports)).toEqual(
      new Map([
        ['list', { stdout: 'a\nb\n', stderr: '', exitCode: 0 }],
        ['info', { stdout: '', stderr: 'not found', exitCode: 127 }],
      ]),
    )
    expect(parseSections([])).toEqual(new Map())
  })

  it.each<[string, readonly HostReport[]]>([
    ['a missing end', reports.slice(0, -1)],
    ['a missing beginning', reports.slice(1)],
    ['a report beside the sections', [...reports, ['more', '']]],
    ['an exit code that was cut', [...reports.slice(0, -1), ['exit', '12']]],
    ['a name twice', [...reports, ...reports]],
  ])('is nothing with %s', (_, others) => {
    expect(parseSections(others)).toBeNull()
  })
})
