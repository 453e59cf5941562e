import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ReportedOutput } from '../../src/provision/reported-output.js'

/** What comes of a program's output in pieces that end at these places. */
function taken(output: string, ends: readonly number[] = []): { report: string | null; passed: string; last: string } {
  const passed: string[] = []
  const reported = new ReportedOutput('berth-x ', (stream, chunk) => passed.push(`${stream}:${Buffer.from(chunk)}`))
  const cuts = [0, ...[...ends].sort((a, b) => a - b), output.length]
  for (const [place, end] of cuts.entries())
    if (place > 0) reported.push('stdout', Buffer.from(output.slice(cuts[place - 1], end)))
  const last = passed.at(-1) ?? ''
  reported.flush()
  return { report: reported.report, passed: passed.join('').replaceAll('stdout:', ''), last }
}

test('the first line is the report, and what comes from the last line on is not the script’s', () => {
  const output = 'berth-x claimed\none\ntwoberth-x ended 0\n\nof a daemon\n'
  const places = fc.array(fc.integer({ min: 0, max: output.length }))
  fc.assert(
    fc.property(places, (ends) => {
      expect(taken(output, ends)).toMatchObject({ report: 'claimed', passed: 'one\ntwo' })
    }),
  )
})

test('all is passed on of a script whose end is not told, whatever it looks like', () => {
  expect(taken('berth-x claimed\none\nberth-x end')).toEqual({
    report: 'claimed',
    passed: 'one\nberth-x end',
    last: 'stdout:one\n',
  })
})

test('a line is not held back until the next one comes', () => {
  expect(taken('berth-x claimed\none\n').last).toBe('stdout:one\n')
})

test('output without a report is passed on', () => {
  expect(taken('sh: not found\nmore\n')).toMatchObject({ report: null, passed: 'sh: not found\nmore\n' })
})

test('a first line that does not end is passed on at the end', () => {
  expect(taken('sh: not found')).toEqual({ report: null, passed: 'sh: not found', last: '' })
})

test('at the end, what the listener gave is given on', async () => {
  const reported = new ReportedOutput('berth-x ', (_, chunk) => Promise.resolve(String(chunk)))
  reported.push('stdout', Buffer.from('berth-x claimed\nberth-x end'))
  expect(await reported.flush()).toBe('berth-x end')
})

test('standard error is not the script’s, and is passed on', () => {
  const passed: string[] = []
  const reported = new ReportedOutput('berth-x ', (stream, chunk) => passed.push(`${stream}:${Buffer.from(chunk)}`))
  reported.push('stdout', Buffer.from('berth-x claimed\nberth-x ended 0\n'))
  reported.push('stderr', Buffer.from('cannot be written\n'))
  expect(passed).toEqual(['stderr:cannot be written\n'])
})
