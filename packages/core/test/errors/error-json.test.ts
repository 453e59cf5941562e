import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/config/index.js'
import { BerthError, type BerthErrorDetails, HostsError } from '../../src/errors/index.js'
import { CompensationError, KeptError, type Plan, RefusalError } from '../../src/lifetime/index.js'

const error = (details: Partial<BerthErrorDetails> = {}): BerthError =>
  new BerthError({ code: 'BERTH_FILE_FAILED', operation: 'write /x', message: 'no room', ...details })
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const plain = {
  name: 'BerthError',
  code: 'BERTH_FILE_FAILED',
  kind: 'failed',
  host: null,
  hosts: [],
  operation: 'write /x',
  message: 'no room',
  remedy: null,
  commands: [],
  retryable: false,
  output: null,
}

describe('JSON.stringify of an error', () => {
  it('keeps all that it says', () => {
    expect(json(error())).toEqual(plain)
    const command = { id: 'df', on: 'its hosts', argv: ['df', '/x'] } as const
    const whole = error({ host: 'a', remedy: ['Make room.', command], retryable: true, output: 'df: all of it' })
    expect(json(whole)).toEqual({
      ...plain,
      host: 'a',
      hosts: ['a'],
      remedy: 'Make room. On a, run: df /x',
      commands: [{ id: 'df', hosts: ['a'], run: 'df /x' }],
      retryable: true,
      output: 'df: all of it',
    })
  })

  it('keeps each failure of many hosts, and its kind', () => {
    const lost = error({ code: 'BERTH_CONNECTION_LOST', host: 'b' })
    const hosts = new HostsError(
      'write /x',
      new Map([
        ['a', error({ host: 'a' })],
        ['b', lost],
      ]),
      3,
    )
    expect(json(hosts)).toMatchObject({
      name: 'HostsError',
      code: 'BERTH_HOSTS_FAILED',
      kind: 'unreachable',
      host: null,
      hosts: ['a', 'b'],
      failures: { a: { ...plain, host: 'a', hosts: ['a'] }, b: { code: 'BERTH_CONNECTION_LOST', kind: 'unreachable' } },
    })
  })

  it('keeps what was left behind, what stays, and what is wrong in a file', () => {
    const takeDown = { id: 'down', on: 'this machine', argv: ['berth', 'down'] } as const
    const cause = error({ host: 'a' })
    const left = new CompensationError(cause, new Map([['b', error({ host: 'b' })]]), takeDown)
    expect(json(left)).toMatchObject({ hosts: ['b', 'a'], leftBehind: { b: { host: 'b' } }, cause: { host: 'a' } })
    const kept = new KeptError(cause, new Map([['b', { id: 'b-1', name: 'box', labels: {} }]]), takeDown)
    expect(json(kept)).toMatchObject({ hosts: ['a'], kept: { b: 'b-1' }, cause: { host: 'a' } })
    const problem = { file: 'x.json', line: 2, column: 3, path: 'a', message: 'is wrong' }
    expect(json(new ConfigError([problem, { path: '', message: 'is wrong' }]))).toMatchObject({
      kind: 'usage',
      problems: [
        { ...problem, text: 'x.json:2:3 a: is wrong' },
        { file: null, line: null, column: null, path: '', text: 'is wrong' },
      ],
    })
  })
})

describe('the kind of an error', () => {
  const refusal = { code: 'BERTH_PROBE_UNTRUSTED', message: 'm', remedy: 'r', hosts: ['a', 'b'] } as const
  const plan: Plan = {
    ...{
      intent: 'up',
      lifetime: 'per_run',
      action: 'refuse',
      hosts: new Map(),
      missing: new Map(),
      warnings: [],
      sshdPort: null,
      refusal,
    },
  }

  it('is refused where the policy refused, and only there', () => {
    expect(new RefusalError('up', refusal, plan).kind).toBe('refused')
    expect(error({ code: 'BERTH_IN_USE' }).kind).toBe('failed')
  })

  it('of a refusal is unreachable where a host could not be reached, which has the code of its own trouble', () => {
    const unreachable = { unreachable: ['a', 'b'], codes: { b: 'BERTH_AUTH_FAILED' } } as const
    const refused = new RefusalError('up', { ...refusal, ...unreachable }, plan)
    expect(refused.kind).toBe('unreachable')
    expect([...refused.byHost].map(([host, { code, kind }]) => [host, code, kind])).toEqual([
      ['a', 'BERTH_HOST_UNREACHABLE', 'unreachable'],
      ['b', 'BERTH_AUTH_FAILED', 'unreachable'],
    ])
  })

  it('is that of its parts and its causes, of which the gravest has the word', () => {
    const lost = error({ code: 'BERTH_CONNECTION_LOST' })
    expect(error({ cause: lost }).kind).toBe('unreachable')
    expect([...error({ cause: lost }).kinds]).toEqual(['failed', 'unreachable'])
    const usage = error({ code: 'BERTH_CONFIG_INVALID' })
    expect(
      new HostsError(
        'x',
        new Map([
          ['a', lost],
          ['b', usage],
        ]),
        2,
      ).kind,
    ).toBe('usage')
    // A time limit may be kept by an abort from within.
    expect(error({ code: 'BERTH_TIMEOUT', cause: error({ code: 'BERTH_ABORTED' }) }).kind).toBe('failed')
  })
})
