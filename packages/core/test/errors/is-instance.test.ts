import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/config/index.js'
import { BerthError, HostsError, WrongUseError } from '../../src/errors/index.js'
import { CompensationError } from '../../src/lifetime/execute/undo/compensation-error.js'
import { KeptError } from '../../src/lifetime/execute/undo/kept-error.js'
import { RefusalError } from '../../src/lifetime/index.js'

const plain = new BerthError({ code: 'BERTH_LAUNCH_FAILED', operation: 'launch', message: 'no', host: 'a' })
const takeDown = { id: 'down', on: 'this machine', argv: ['berth', 'down'] } as const
const refusal = { code: 'BERTH_IN_USE', message: 'in use', remedy: 'Wait.', hosts: ['a'] } as const
const plan = {
  intent: 'up',
  lifetime: 'per_run',
  action: 'refuse',
  hosts: new Map(),
  missing: new Map(),
  warnings: [],
  sshdPort: null,
  refusal,
} as const

const errors = new Map<typeof BerthError | { isInstance(value: unknown): boolean }, Error>([
  [HostsError, new HostsError('launch', new Map([['a', plain]]), 2)],
  [ConfigError, new ConfigError([{ path: 'a', message: 'is wrong' }])],
  [CompensationError, new CompensationError(plain, new Map([['a', plain]]), takeDown)],
  [KeptError, new KeptError(plain, new Map(), takeDown)],
  [RefusalError, new RefusalError('up', refusal, plan)],
  [WrongUseError, new WrongUseError('no words')],
])

it('remedies of a failure stay remedies in what is said of it with more', () => {
  const failure = new BerthError({
    code: 'BERTH_LAUNCH_FAILED',
    operation: 'launch',
    message: 'no',
    remedy: 'Look at the host.',
  })
  const cause = new HostsError('launch', new Map([['a', failure]]), 2)
  for (const error of [
    new CompensationError(cause, new Map([['a', plain]]), takeDown),
    new KeptError(cause, new Map([['a', { id: '1', name: 'lab', labels: {} }]]), takeDown),
  ]) {
    expect(error.message).toMatch(/^ +→ Look at the host\.$/m)
    expect(error.message).not.toContain('u2192')
  }
})

describe('isInstance of each class', () => {
  it('says true of its own errors alone', () => {
    for (const [one] of errors) {
      for (const [other, error] of errors) expect(one.isInstance(error)).toBe(one === other)
      expect(one.isInstance(plain)).toBe(false)
      expect(one.isInstance({ name: 'HostsError', failures: new Map() })).toBe(false)
      expect(one.isInstance(null)).toBe(false)
    }
  })

  it('says false of an error of Berth that has the name alone', () => {
    const named = new BerthError({ code: 'BERTH_LAUNCH_FAILED', operation: 'launch', message: 'no' })
    Object.defineProperty(named, 'name', { value: 'HostsError' })
    expect(HostsError.isInstance(named)).toBe(false)
  })

  it('of BerthError says true of all of them that are of Berth', () => {
    for (const [one, error] of errors) expect(BerthError.isInstance(error)).toBe(one !== WrongUseError)
  })
})

it('every error says by JSON.stringify what it is and what it says', () => {
  for (const [, error] of errors) {
    const told: unknown = JSON.parse(JSON.stringify(error))
    expect(told).toMatchObject({ name: error.name, message: expect.stringMatching(/\S/) })
  }
  expect(JSON.parse(JSON.stringify([...errors.values()][0]))).toMatchObject({
    hosts: ['a'],
    failures: { a: { code: 'BERTH_LAUNCH_FAILED', host: 'a' } },
  })
})
