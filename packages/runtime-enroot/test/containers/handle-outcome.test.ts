import { describe, expect, it } from 'vitest'
import { handleOutcome } from '../../src/containers/handle-outcome.js'
import { recorded } from '../recorded.js'

const engine = { reachedBy: 'plain' } as const

describe('handleOutcome', () => {
  it('takes what is done for done, and what is gone for removed', () => {
    expect(handleOutcome('restart', recorded('restart-running'), engine)).toBeNull()
    expect(handleOutcome('remove', recorded('remove'), engine)).toBeNull()
    expect(handleOutcome('remove', recorded('remove-gone'), engine)).toBeNull()
  })

  it('says why nothing was done', () => {
    expect(handleOutcome('restart', recorded('remove-gone'), engine)?.reason).toMatch(/gone/)
    expect(handleOutcome('restart', recorded('restart-changed'), engine)?.reason).toMatch(/nothing was done/)
  })
})
