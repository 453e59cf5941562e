import { expect, it } from 'vitest'
import { declaredOperations } from '../../../core/test/command/operation/declared-operations.js'
import { crashSteps, knownRequests } from './crash-steps.js'

it('every declared operation is a crash point, or it is said why it is none', () => {
  expect(Object.keys(crashSteps).sort()).toEqual([...declaredOperations.keys()].sort())
})

it('no two crash points are told apart by the same words', () => {
  const words = knownRequests.map((request) => JSON.stringify([...request.words].sort()))
  expect(new Set(words).size).toBe(words.length)
})
