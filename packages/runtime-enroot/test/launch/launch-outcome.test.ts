import { describe, expect, it } from 'vitest'
import { launchOutcome } from '../../src/launch/launch-outcome.js'
import { recorded } from '../recorded.js'
import { says } from '../says.js'

const engine = { reachedBy: 'plain' } as const

describe('launchOutcome', () => {
  it('reads id and start time of what was launched', () => {
    expect(launchOutcome(recorded('launch'), engine)).toEqual({
      id: '11111111-2222-4333-8444-555555555555',
      startedAt: '2026-11-23T20:31:54.622837564Z',
    })
  })

  it('tells a name that is taken from all else', () => {
    expect(launchOutcome(recorded('launch-taken'), engine)).toMatchObject({ code: 'BERTH_NAME_TAKEN' })
  })

  it.each([
    ['launch-missing-source', /\/no\/such/, /Make the path/],
    ['launch-limit', /MEMLOCK/, /hard limit/],
    ['launch-group', /group 44/, /Add the login user/],
    ['launch-other-image', /not the one that was compared/, /Run it again/],
    ['launch-unstartable', /failed to mount: \/etc\/hostname/, /Correct the volumes/],
  ])('says why nothing was launched, and what to do: %s', (name, reason, remedy) => {
    expect(launchOutcome(recorded(name), engine)).toEqual({
      code: 'BERTH_LAUNCH_FAILED',
      reason: expect.stringMatching(reason),
      remedy: says(remedy),
    })
  })

  it('does not know what became of a launch whose end is missing', () => {
    const { reports, stderr } = recorded('launch')
    expect(launchOutcome({ reports: reports.slice(0, -1), stderr }, engine)).toMatchObject({
      code: 'BERTH_LAUNCH_UNKNOWN',
    })
  })
})
