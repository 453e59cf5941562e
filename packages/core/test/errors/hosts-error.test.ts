import { expect, it } from 'vitest'
import { BerthError, type BerthErrorDetails, errorKinds, groupHosts, HostsError } from '../../src/errors/index.js'

function error(host: string, details: Partial<BerthErrorDetails> = {}): BerthError {
  return new BerthError({
    code: 'BERTH_LAUNCH_FAILED',
    operation: 'launch container',
    message: 'no space left',
    host,
    ...details,
  })
}

function failuresOf(...errors: readonly BerthError[]): Map<string, BerthError> {
  return new Map(errors.map((one) => [one.host ?? '', one]))
}

it('names host, what was tried, what was seen and what to do', () => {
  expect(error('n1', { remedy: 'Free some.' }).message).toBe('n1: launch container: no space left\n  → Free some.')
  expect(new BerthError({ code: 'BERTH_STATE', operation: 'up', message: 'closed' }).message).toBe('up: closed')
})

it('says what it is of, and is recognised across copies of the package', () => {
  const cause = new Error('underneath')
  expect(error('n1', { cause })).toMatchObject({
    code: 'BERTH_LAUNCH_FAILED',
    kind: 'failed',
    host: 'n1',
    reason: 'no space left',
    retryable: false,
    cause,
  })
  const copy = Object.defineProperty(new Error('x'), Symbol.for('berth.error'), { value: true })
  expect([error('n1'), copy, new Error('x'), null, 'x', {}].map((value) => BerthError.isInstance(value))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

it('lists each host once, hosts that failed alike together', () => {
  const failures = failuresOf(
    error('n2'),
    error('n1', { remedy: 'Free some.' }),
    error('n3'),
    error('n4', { message: 'two\nlines' }),
  )
  const hosts = new HostsError('launch', failures, 6)
  expect(hosts.message).toBe(
    [
      'launch: failed on 4 of 6 hosts',
      'n2, n3:',
      '  launch container: no space left',
      'n1:',
      '  launch container: no space left',
      '    → Free some.',
      'n4:',
      '  launch container: two',
      '  lines',
    ].join('\n'),
  )
  expect(hosts).toMatchObject({ name: 'HostsError', code: 'BERTH_LAUNCH_FAILED', failures, cause: failures.get('n2') })
})

it('has the code that all failures share, else the generic one', () => {
  expect(new HostsError('up', failuresOf(error('a')), 1).message).toMatch(/^up: failed on 1 of 1 host\n/)
  expect(new HostsError('up', failuresOf(error('a'), error('b', { code: 'BERTH_TIMEOUT' })), 2).code).toBe(
    'BERTH_HOSTS_FAILED',
  )
})

it('groups hosts in the order in which each text is first seen', () => {
  expect(
    groupHosts(
      new Map([
        ['b', 'x'],
        ['a', 'y'],
        ['c', 'x'],
      ]),
    ),
  ).toEqual([
    { hosts: ['b', 'c'], value: 'x' },
    { hosts: ['a'], value: 'y' },
  ])
})

it('has one kind for each code', () => {
  expect(new Set(Object.values(errorKinds))).toEqual(
    new Set(['usage', 'unreachable', 'refused', 'failed', 'interrupted']),
  )
})
