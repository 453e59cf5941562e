import { describe, expect, it } from 'vitest'
import { listOutcome } from '../../src/containers/list-outcome.js'
import { recorded, withText } from '../recorded.js'
import { says } from '../says.js'

const id = '11111111-2222-4333-8444-555555555555'
const labels = { 'berth.run': 'r1', 'berth.cluster': 'lab' }

const engine = { reachedBy: 'plain' } as const

describe('listOutcome', () => {
  const listed = recorded('list')
  const untold = { reason: expect.anything(), remedy: says('enroot list') }

  it('reads what has all the labels', () => {
    expect(listOutcome(listed, labels, engine)).toContainEqual({ id, name: 'lab', labels })
    expect(listOutcome(listed, { 'berth.run': 'r2' }, engine)).toEqual([])
  })

  it('takes no part of a listing for a listing', () => {
    const { reports, stderr } = listed
    expect(listOutcome({ reports: reports.slice(0, -1), stderr }, {}, engine)).toEqual(untold)
    expect(listOutcome(withText(listed, 'labels', '{:"r1"}'), {}, engine)).toEqual(untold)
  })
})
