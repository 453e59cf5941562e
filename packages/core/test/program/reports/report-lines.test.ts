import { describe, expect, it } from 'vitest'
import { reportLines } from '../../../src/program/reports/report-lines.js'

describe('reportLines', () => {
  it('tells of reports and of whole lines, however the output is cut', () => {
    const output = Buffer.from('\nN begun\nhalf\rwhole ü\n\nN done\nunfinished')
    const heard: string[] = []
    const onOutput = reportLines('N', {
      onReport: (word) => heard.push(`report ${word}`),
      onLine: (line, stream) => heard.push(`${stream} ${line}`),
    })
    for (const byte of output) onOutput('stdout', Uint8Array.of(byte))
    onOutput('stderr', Buffer.from('N no report\nrest'))
    expect(heard).toEqual(['report begun', 'stdout half', 'stdout whole ü', 'report done', 'stderr N no report'])
  })
})
