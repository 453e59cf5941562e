import { describe, expect, test } from 'vitest'
import { handleOutcome } from '../../src/containers/handle-outcome.js'
import { answer, report } from '../answer.js'
import { docker as engine } from '../run-program.js'

const id = 'a'.repeat(64)
const handle = { id, name: 'box' }
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
      const trouble = handleOutcome(action, said, handle, engine)
      if (expected === null) expect(trouble).toBeNull()
      else expect(trouble?.reason).toMatch(expected)
    }
  })

  test('a source that is missing is told, with what to do', () => {
    const said = answer(report('no-source'), 'bind source path does not exist: /data')
    expect(handleOutcome('restart', said, handle, engine)).toEqual({
      reason: 'bind source path does not exist: /data',
      remedy: 'Bring that path back on the host: the container was made with it.',
    })
  })

  test('gone, says the engine that held it: removed as asked, and nothing to start', () => {
    const said = answer(report('engine ENGINE', 'unread'), `Error: No such container: ${id}`)
    expect(handleOutcome('remove', said, handle, engine)).toBeNull()
    expect(handleOutcome('restart', said, handle, engine)?.reason).toMatch(/gone/)
  })

  test.each(['ANOTHER', '', null])('gone, says an engine that is not known to have held it: %j', (named) => {
    const words = named === null ? report('unread') : report(`engine ${named}`, 'unread')
    const said = answer(words, `Error: No such container: ${id}`)
    expect(handleOutcome('remove', said, handle, engine)).toMatchObject({
      reason: expect.stringMatching(/not the engine that was observed/),
      remedy: ['See which engine answers.', { id: 'engine-info' }],
    })
    expect(handleOutcome('remove', said, handle, { ...engine, identity: null })).toBeNull()
  })

  test('another one that is gone is no witness', () => {
    const stderr = `WARNING: No such container: ${'b'.repeat(64)}\ndatabase is locked`
    expect(handleOutcome('remove', answer(report('unread'), stderr), handle, engine)?.reason).toMatch(/locked/)
  })

  test('an answer without a report is no success', () => {
    expect(handleOutcome('remove', answer(''), handle, engine)).not.toBeNull()
  })
})
