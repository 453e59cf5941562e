import { describe, expect, it } from 'vitest'
import { listOutcome } from '../../src/containers/list-outcome.js'
import { recorded, withText } from '../recorded.js'

const id = '11111111-2222-4333-8444-555555555555'
const labels = { 'berth.run': 'r1', 'berth.cluster': 'lab' }

describe('listOutcome', () => {
  const listed = recorded('list')
  const untold = { reason: expect.anything(), remedy: expect.stringContaining('enroot list') }

  it('reads what has all the labels', () => {
    expect(listOutcome(listed, labels)).toContainEqual({ id, name: 'lab', labels })
    expect(listOutcome(listed, { 'berth.run': 'r2' })).toEqual([])
  })

  it('takes no part of a listing for a listing', () => {
    const { reports, stderr } = listed
    expect(listOutcome({ reports: reports.slice(0, -1), stderr }, {})).toEqual(untold)
    expect(listOutcome(withText(listed, 'labels', '{:"r1"}'), {})).toEqual(untold)
  })
})
