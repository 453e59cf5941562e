import {
  BerthError,
  CompensationError,
  type ErrorCode,
  type ErrorKind,
  exitCodeOf,
  HostsError,
  type Refusal,
  RefusalError,
} from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { kindsOf, resultKinds } from '../src/kinds-of.js'
import { somePlan, someResults } from './cli/fake-cluster.js'

describe('exitCodeOf', () => {
  it.each<[number, ErrorKind[]]>([
    [0, []],
    [1, ['failed']],
    [3, ['failed', 'refused']],
    [4, ['refused', 'unreachable', 'failed']],
    [2, ['failed', 'refused', 'unreachable', 'usage']],
    [130, ['failed', 'interrupted', 'usage']],
  ])('is %i for %j, in any order', (code, kinds) => {
    expect(exitCodeOf(kinds)).toBe(code)
    expect(exitCodeOf(kinds.toReversed())).toBe(code)
  })
})

describe('kindsOf', () => {
  it.each<[string, unknown, ErrorKind[]]>([
    ['an error by its code', failure('BERTH_CONFIG_INVALID'), ['usage']],
    ['an error that is not ours, as a fault', new TypeError('x is not a function'), ['failed']],
    ['what is no error at all', 'text', ['failed']],
    [
      'all failures of hosts, not only the first',
      hosts('BERTH_LAUNCH_FAILED', 'BERTH_HOST_UNREACHABLE'),
      ['failed', 'unreachable'],
    ],
    [
      'hosts of which none failed for a generic reason',
      hosts('BERTH_CONFIG_INVALID', 'BERTH_AUTH_FAILED'),
      ['unreachable', 'usage'],
    ],
    ['the cause beneath', failure('BERTH_LAUNCH_FAILED', failure('BERTH_CONNECTION_LOST')), ['failed', 'unreachable']],
    ['an abort from within as what it was for', failure('BERTH_TIMEOUT', failure('BERTH_ABORTED')), ['failed']],
    ['what a clean-up left behind', compensation(), ['failed', 'unreachable']],
    ['what a refusal would say while a plan is carried out', failure('BERTH_IN_USE'), ['failed']],
    ['a refusal', new RefusalError('up', refusal, somePlan()), ['refused']],
    [
      'a refusal for what could only fail later',
      new RefusalError('up', { ...refusal, code: 'BERTH_SSHD_PORT_TAKEN' }, somePlan()),
      ['refused'],
    ],
    [
      'a refusal because of hosts that cannot be reached',
      new RefusalError('up', { ...refusal, unreachable: ['a'] }, somePlan()),
      ['unreachable'],
    ],
  ])('takes %s', (_, error, kinds) => {
    expect([...kindsOf(error)].sort()).toEqual(kinds)
  })

  it('ends on causes that go in a circle', () => {
    const inner = new Error('inner')
    const outer = failure('BERTH_LAUNCH_FAILED', inner)
    inner.cause = outer
    expect([...kindsOf(outer)]).toEqual(['failed'])
  })
})

describe('resultKinds', () => {
  it.each<[ErrorKind[], Parameters<typeof someResults>[0]]>([
    [[], { a: {} }],
    [['failed'], { a: {}, b: { exitCode: 3 } }],
    [['failed'], { a: { exitCode: null, endedBy: 'timeout' } }],
    [['failed'], { a: { exitCode: null, endedBy: 'signal', signal: 'SIGKILL' } }],
    [['interrupted'], { a: { exitCode: null, endedBy: 'abort' } }],
    [['unreachable'], { a: { exitCode: null, endedBy: 'lost' } }],
    [
      ['failed'],
      { a: { exitCode: null, endedBy: 'lost', mayStillRun: { because: 'end not told', process: 1, processes: [] } } },
    ],
    [['failed', 'unreachable'], { a: failure('BERTH_HOST_UNREACHABLE'), b: { exitCode: 1 } }],
  ])('is %j for %o', (kinds, outcomes) => {
    expect([...resultKinds(someResults(outcomes))].sort()).toEqual(kinds)
  })
})

const refusal: Refusal = { code: 'BERTH_PROBE_UNTRUSTED', message: 'm', remedy: 'r', hosts: ['a'] }

function failure(code: ErrorCode, cause?: unknown): BerthError {
  return new BerthError({ code, operation: 'work', message: 'no', host: 'a', cause })
}

function hosts(...codes: readonly ErrorCode[]): HostsError {
  return new HostsError('work', new Map(codes.map((code, index) => [`h${index}`, failure(code)])), codes.length)
}

const takeDown = { id: 'down', on: 'this machine', argv: ['berth', 'down'] } as const

function compensation(): CompensationError {
  const left = failure('BERTH_REMOVE_FAILED', failure('BERTH_HOST_UNREACHABLE'))
  return new CompensationError(failure('BERTH_LAUNCH_FAILED'), new Map([['a', left]]), takeDown)
}
