import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pauseAsked } from '../../../../src/lifetime/execute/images/pause-asked.js'

it.each([
  ['toomanyrequests: retry-after: 1.5s, allowed: 44000/minute', 1.5],
  ['toomanyrequests: retry-after: 250ms, allowed: 44000/minute', 0.25],
  ['toomanyrequests: Retry-After: 20', 20],
  ['429 Too Many Requests {"retry-after":"1m30s"}', 90],
  ['429: retry after 2h', 7200],
  ['retry-after: 44.5µs', 44.5e-6],
  ['toomanyrequests: You have reached your pull rate limit', null],
  ['retry-after: soon', null],
  ['', null],
])('%s asks for a pause of %j s', (words, seconds) => {
  const asked = pauseAsked(words)
  if (seconds === null) expect(asked).toBeNull()
  else expect(asked).toBeCloseTo(seconds, 9)
})

it('is a number that is no less than nothing, or null, whatever the words', () => {
  const words = fc.oneof(fc.string(), fc.stringMatching(/^retry-after: [0-9.hmsµn]{0,40}$/))
  fc.assert(
    fc.property(words, (text) => {
      const asked = pauseAsked(text)
      expect(asked === null || (Number.isFinite(asked) && asked >= 0)).toBe(true)
    }),
  )
})
