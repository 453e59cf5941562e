import { describe, expect, it } from 'vitest'
import { HostResults } from '../../../src/cluster/exec/host-results.js'
import type { ExecResult } from '../../../src/contract/index.js'
import { BerthError, HostsError } from '../../../src/errors/index.js'
import type { HostOutcome } from '../../../src/fanout/index.js'

function ended(host: string, how: Partial<ExecResult> = {}): [string, HostOutcome<ExecResult>] {
  const value = {
    host,
    exitCode: 0,
    signal: null,
    endedBy: 'exit',
    stdout: '',
    stderr: '',
    truncated: false,
    duration: 1,
    ...how,
  } as const
  return [host, { ok: true, value }]
}

function failed(host: string, reason = 'refused'): [string, HostOutcome<ExecResult>] {
  const error = new BerthError({
    code: 'BERTH_HOST_UNREACHABLE',
    host,
    operation: 'connect',
    message: reason,
    remedy: 'Look at the network.',
  })
  return [host, { ok: false, error }]
}

function results(...outcomes: [string, HostOutcome<ExecResult>][]): HostResults {
  return new HostResults(new Map(outcomes))
}

it('has every host that was asked, in the order asked', () => {
  const all = results(ended('b'), failed('c'), ended('a'))
  expect(all.hosts).toEqual(['b', 'c', 'a'])
  expect([...all].map(({ host }) => host)).toEqual(['b', 'c', 'a'])
  expect(all.get('c')).toMatchObject({
    host: 'c',
    endedBy: 'not started',
    exitCode: null,
    error: { code: 'BERTH_HOST_UNREACHABLE' },
  })
  expect(all.get('a').error).toBeNull()
})

it('throws TypeError for a host that was not asked', () => {
  expect(() => results(ended('a'), ended('b')).get('z')).toThrow(new TypeError('z was not asked; asked were a, b'))
})

it('is ok only if all ended with 0', () => {
  expect(results(ended('a'), ended('b')).ok).toBe(true)
  expect(results(ended('a'), ended('b', { exitCode: 1 })).ok).toBe(false)
  expect(results(ended('a'), ended('b', { exitCode: null, endedBy: 'timeout' })).ok).toBe(false)
  expect(results(ended('a'), failed('b')).ok).toBe(false)
})

it('groups hosts that ended alike and printed the same, whatever the duration', () => {
  const all = results(
    ended('a', { stdout: 'x', duration: 1 }),
    ended('b', { stdout: 'y' }),
    ended('c', { stdout: 'x', duration: 9 }),
    failed('d'),
    failed('e'),
    failed('f', 'timed out'),
    ended('g', { stdout: 'x', stderr: 'w' }),
  )
  expect(all.grouped().map(({ hosts, value }) => [hosts, value.host])).toEqual([
    [['a', 'c'], 'a'],
    [['b'], 'b'],
    [['d', 'e'], 'd'],
    [['f'], 'f'],
    [['g'], 'g'],
  ])
})

describe('throwIfFailed', () => {
  it('returns the results when all is well', () => {
    const all = results(ended('a'))
    expect(all.throwIfFailed()).toBe(all)
  })

  it('names every failing host once, those that failed alike together', () => {
    const all = results(
      ended('a'),
      ended('b', { exitCode: 3, stderr: 'no such file\n' }),
      ended('c', { exitCode: 3, stderr: 'no such file\n' }),
      ended('d', { exitCode: null, endedBy: 'timeout' }),
      ended('e', { exitCode: null, endedBy: 'signal', signal: 'SIGKILL' }),
      ended('f', { exitCode: null, endedBy: 'lost' }),
      ended('h', { exitCode: null, endedBy: 'abort' }),
      failed('g'),
    )
    expect(() => all.throwIfFailed()).toThrow(HostsError)
    expect(() => all.throwIfFailed()).toThrow(
      expect.objectContaining({
        code: 'BERTH_HOSTS_FAILED',
        message: [
          'run command: failed on 7 of 8 hosts',
          'b, c:',
          '  run command: exit code 3',
          '  no such file',
          'd:',
          '  run command: ended at its timeout',
          'e:',
          '  run command: signal SIGKILL',
          'f:',
          '  run command: the connection was lost while it ran; whether it runs on is unknown',
          'h:',
          '  run command: aborted',
          'g:',
          '  connect: refused',
          '    → Look at the network.',
        ].join('\n'),
      }),
    )
  })

  it.each([
    ['timeout', 'BERTH_TIMEOUT'],
    ['abort', 'BERTH_ABORTED'],
    ['lost', 'BERTH_CONNECTION_LOST'],
    ['signal', 'BERTH_COMMAND_FAILED'],
  ] as const)('tells %s by its code', (endedBy, code) => {
    const thrown = () => results(ended('a', { exitCode: null, endedBy })).throwIfFailed()
    expect(thrown).toThrow(expect.objectContaining({ code }))
  })

  it('shows the end of a long standard error', () => {
    const lines = Array.from({ length: 30 }, (_, line) => `line ${line}`)
    const thrown = () => results(ended('a', { exitCode: 1, stderr: lines.join('\n') })).throwIfFailed()
    expect(thrown).toThrow(/exit code 1\n {2}line 10\n[\s\S]*line 29$/)
  })
})
