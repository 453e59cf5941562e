import { BerthError } from '@berth/core/adapter'
import { describe, expect, it } from 'vitest'
import { unknownObservation } from '../../src/program/index.js'

describe('unknownObservation', () => {
  const error = (code: 'BERTH_ABORTED' | 'BERTH_CONNECTION_LOST' | 'BERTH_PROBE_UNTRUSTED') =>
    new BerthError({ code, operation: 'look', message: 'seen', remedy: 'Do.' })

  it('has the reason and the remedy, and tells whether the host was out of reach', () => {
    const seen = { state: 'unknown', reason: 'seen', remedy: 'Do.' }
    expect(unknownObservation(error('BERTH_PROBE_UNTRUSTED'))).toEqual({ ...seen, unreachable: false })
    expect(unknownObservation(error('BERTH_CONNECTION_LOST'))).toEqual({
      ...seen,
      unreachable: true,
      code: 'BERTH_CONNECTION_LOST',
    })
  })

  it('throws aborts and defects as they are', () => {
    for (const thrown of [error('BERTH_ABORTED'), new TypeError('a defect')]) {
      expect(() => unknownObservation(thrown)).toThrow(thrown)
    }
  })
})
