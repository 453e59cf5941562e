import { describe, expect, it } from 'vitest'
import { asTurnedAway } from '../../src/errors/turned-away-error.js'

describe('an error before the login', () => {
  it.each([
    [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), ''],
    [Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), 'Exceeded MaxStartups'],
    [new Error('Connection lost before handshake'), 'hello'],
  ])('%s is that the host hung up', (error, said) => {
    expect(asTurnedAway(error, said)).toMatchObject({ said, cause: error })
  })

  it('is that the host hung up where it says that it has too many connections', () => {
    const error = Object.assign(new Error('Too many connections'), { code: 12 })
    expect(asTurnedAway(error, '')).toMatchObject({ said: 'Too many connections', mayPass: true })
  })

  it.each([
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('Host denied (verification failed)'), { code: 3 }),
    new Error('Invalid identification string'),
  ])('%s is something else', (error) => {
    expect(asTurnedAway(error, '')).toBeUndefined()
  })
})
