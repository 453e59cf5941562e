import { describe, expect, it } from 'vitest'
import { handleOutcome } from '../../src/containers/handle-outcome.js'
import { recorded } from '../recorded.js'

describe('handleOutcome', () => {
  it('takes what is done for done, and what is gone for removed', () => {
    expect(handleOutcome('restart', recorded('restart-running'))).toBeNull()
    expect(handleOutcome('remove', recorded('remove'))).toBeNull()
    expect(handleOutcome('remove', recorded('remove-gone'))).toBeNull()
  })

  it('says why nothing was done', () => {
    expect(handleOutcome('restart', recorded('remove-gone'))?.reason).toMatch(/gone/)
    expect(handleOutcome('restart', recorded('restart-changed'))?.reason).toMatch(/nothing was done/)
  })
})
