import { expect, it } from 'vitest'
import { turnsLabel } from '../../../src/lifetime/owners/labels.js'
import { latestBringUp, longestBringUp, mayBeBringingUp } from '../../../src/lifetime/plan/bring-up.js'
import { timeLimits } from '../../../src/program/time-limits.js'
import { provisionLimit } from '../../../src/provision/index.js'
import { sshdLimit } from '../../../src/sshd/index.js'
import { now } from '../observations.js'

const madeBefore = (seconds: number, labels = {}) => ({
  createdAt: new Date((now - seconds) * 1000).toISOString(),
  labels,
})

it('no step of an up is left out of the time that it may take', () => {
  const { pullingOrStarting } = timeLimits
  const [image, first, others] = [pullingOrStarting, pullingOrStarting, pullingOrStarting]
  expect(longestBringUp() * 1000).toBe(image + first + others + provisionLimit + sshdLimit)
  expect(longestBringUp(8) * 1000).toBe(image + first + others + 8 * provisionLimit + sshdLimit)
})

it('a process out of sight is believed to be at work for as long as an up may take', () => {
  expect(mayBeBringingUp('unknown', madeBefore(longestBringUp() - 1), now)).toBe(true)
  expect(mayBeBringingUp('unknown', madeBefore(longestBringUp()), now)).toBe(false)
  expect(mayBeBringingUp('unknown', madeBefore(longestBringUp()), undefined)).toBe(true)
  expect(mayBeBringingUp('unknown', { createdAt: 'soon', labels: {} }, now)).toBe(true)
})

it('one that lives, for as long as it lives; one that is dead, not at all', () => {
  expect(mayBeBringingUp('alive', madeBefore(longestBringUp() * 10), now)).toBe(true)
  expect(mayBeBringingUp('dead', madeBefore(0), now)).toBe(false)
})

it('says until when at most, while that is to come', () => {
  const until = new Date((now + longestBringUp()) * 1000).toISOString()
  expect(latestBringUp(madeBefore(0), now)).toBe(until)
  expect(latestBringUp(madeBefore(0), null)).toBe(until)
  expect(latestBringUp(madeBefore(longestBringUp()), now)).toBeNull()
  expect(latestBringUp({ createdAt: 'soon', labels: {} }, now)).toBeNull()
})

it('setup scripts that run in turns take as many times as long, as the label of the container says', () => {
  const inTurns = turnsLabel(8)
  expect(turnsLabel(1)).toEqual({})
  expect(mayBeBringingUp('unknown', madeBefore(longestBringUp() + 1, inTurns), now)).toBe(true)
  expect(mayBeBringingUp('unknown', madeBefore(longestBringUp(8), inTurns), now)).toBe(false)
  expect(latestBringUp(madeBefore(0, inTurns), now)).toBe(new Date((now + longestBringUp(8)) * 1000).toISOString())
  for (const wrong of ['0', '-1', 'many', '1.5', ''])
    expect(mayBeBringingUp('unknown', madeBefore(longestBringUp(), { 'berth.turns': wrong }), now)).toBe(false)
})
