import { expect, it } from 'vitest'
import { latestBringUp, longestBringUp, mayBeBringingUp } from '../../../src/lifetime/plan/bring-up.js'
import { timeLimits } from '../../../src/program/time-limits.js'
import { provisionLimit } from '../../../src/provision/index.js'
import { sshdLimit } from '../../../src/sshd/index.js'
import { now } from '../observations.js'

const madeBefore = (seconds: number) => ({ createdAt: new Date((now - seconds) * 1000).toISOString() })

it('no step of an up is left out of the time that it may take', () => {
  const { pullingOrStarting } = timeLimits
  const [image, first, others] = [pullingOrStarting, pullingOrStarting, pullingOrStarting]
  expect(longestBringUp * 1000).toBe(image + first + others + provisionLimit + sshdLimit)
})

it('a process out of sight is believed to be at work for as long as an up may take', () => {
  expect(mayBeBringingUp('unknown', madeBefore(longestBringUp - 1), now)).toBe(true)
  expect(mayBeBringingUp('unknown', madeBefore(longestBringUp), now)).toBe(false)
  expect(mayBeBringingUp('unknown', madeBefore(longestBringUp), undefined)).toBe(true)
  expect(mayBeBringingUp('unknown', { createdAt: 'soon' }, now)).toBe(true)
})

it('one that lives, for as long as it lives; one that is dead, not at all', () => {
  expect(mayBeBringingUp('alive', madeBefore(longestBringUp * 10), now)).toBe(true)
  expect(mayBeBringingUp('dead', madeBefore(0), now)).toBe(false)
})

it('says until when at most, while that is to come', () => {
  const until = new Date((now + longestBringUp) * 1000).toISOString()
  expect(latestBringUp(madeBefore(0), now)).toBe(until)
  expect(latestBringUp(madeBefore(0), null)).toBe(until)
  expect(latestBringUp(madeBefore(longestBringUp), now)).toBeNull()
  expect(latestBringUp({ createdAt: 'soon' }, now)).toBeNull()
})
