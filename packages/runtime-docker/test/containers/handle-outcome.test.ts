import { describe, expect, test } from 'vitest'
import { handleOutcome } from '../../src/containers/handle-outcome.js'
import { answer, report } from '../answer.js'
import { docker as engine } from '../run-program.js'

const id = 'a'.repeat(64)
describe('restart and remove', () => {
  test.each([
    ['done', null, null],
    ['changed', /nothing was done/, /nothing was done/],
    ['unread', /boom/, /boom/],
    ['undone', /boom/, /boom/],
  ])('%s', (word, remove, restart) => {
    const said = answer(report(word), 'boom')
    for (const [action, expected] of [
      ['remove', remove],
      ['restart', restart],
    ] as const) {
      const trouble = handleOutcome(action, said, { id }, engine)
      if (expected === null) expect(trouble).toBeNull()
      else expect(trouble?.reason).toMatch(expected)
    }
  })

  test('gone, says the engine that held it: removed as asked, and nothing to start', () => {
    const said = answer(report('engine ENGINE', 'unread'), `Error: No such container: ${id}`)
    expect(handleOutcome('remove', said, { id }, engine)).toBeNull()
    expect(handleOutcome('restart', said, { id }, engine)?.reason).toMatch(/gone/)
  })

  test.each(['ANOTHER', '', null])('gone, says an engine that is not known to have held it: %j', (named) => {
    const words = named === null ? report('unread') : report(`engine ${named}`, 'unread')
    const said = answer(words, `Error: No such container: ${id}`)
    expect(handleOutcome('remove', said, { id }, engine)).toMatchObject({
      reason: expect.stringMatching(/not the engine that was observed/),
      remedy: expect.stringMatching(/docker info --format/),
    })
    expect(handleOutcome('remove', said, { id }, { ...engine, identity: null })).toBeNull()
  })

  test('another one that is gone is no witness', () => {
    const stderr = `WARNING: No such container: ${'b'.repeat(64)}\ndatabase is locked`
    expect(handleOutcome('remove', answer(report('unread'), stderr), { id }, engine)?.reason).toMatch(/locked/)
  })

  test('an answer without a report is no success', () => {
    expect(handleOutcome('remove', answer(''), { id }, engine)).not.toBeNull()
  })
})
