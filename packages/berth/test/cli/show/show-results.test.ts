import { BerthError, type BerthErrorDetails } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { ofDetachedCommand } from '../../../src/cli/show/ending-meanings.js'
import { resultsText } from '../../../src/cli/show/show-results.js'
import { someResults } from '../fake-cluster.js'

const notStarted = new BerthError({
  code: 'BERTH_EXEC_NOT_STARTED',
  operation: 'run command',
  message: 'the container is gone',
  remedy: 'Run berth up.',
})

describe('resultsText', () => {
  it('shows the same output once, with its hosts', () => {
    const same = { stdout: 'x\ny' }
    expect(resultsText(someResults({ gpu1: same, gpu2: { stdout: 'z\n' }, gpu3: same }))).toEqual({
      stdout: '── gpu1, gpu3 ──\nx\ny\n── gpu2 ──\nz\n',
      stderr: '',
    })
  })

  it('leaves the two streams apart', () => {
    expect(resultsText(someResults({ a: { stdout: 'out\n', stderr: 'err', exitCode: 3 } }))).toEqual({
      stdout: '── a ── exit code 3\nout\n',
      stderr: '── a ── exit code 3\nerr\n',
    })
  })

  it.each([
    ['── a ──', {}],
    ['── a ── exit code 3', { exitCode: 3 }],
    ['── a ── signal SIGKILL', { exitCode: null, endedBy: 'signal', signal: 'SIGKILL' }],
    ['── a ── ended at its timeout', { exitCode: null, endedBy: 'timeout' }],
    ['── a ── interrupted', { exitCode: null, endedBy: 'abort' }],
    [
      '── a ── connection lost; the command may still run',
      { exitCode: null, endedBy: 'lost', mayStillRun: { because: 'connection lost', process: null, processes: [] } },
    ],
    [
      '── a ── end not told: the container, or its engine, went away; the command may still run, as process 42 there',
      { exitCode: null, endedBy: 'lost', mayStillRun: { because: 'end not told', process: 42, processes: [] } },
    ],
    [
      '── a ── cut off: the host sent more output than it may at once; the command may still run, as process 42 there',
      { exitCode: null, endedBy: 'lost', mayStillRun: { because: 'sent too much', process: 42, processes: [] } },
    ],
    [
      '── a ── its timeout was up; the command may still run, as process 42 there',
      { exitCode: null, endedBy: 'timeout', mayStillRun: { because: 'not ended', process: 42, processes: [] } },
    ],
    ['── a ── (output cut short)', { truncated: true }],
    ['── a ── exit code 1 (output cut short)', { exitCode: 1, truncated: true }],
  ] as const)('heads with %s', (header, result) => {
    expect(resultsText(someResults({ a: result })).stdout).toBe(`${header}\n`)
  })

  it('shows hosts together whose commands may still run, each by a number of its own', () => {
    const ended = (process: number) =>
      ({ exitCode: null, endedBy: 'lost', mayStillRun: { because: 'end not told', process, processes: [] } }) as const
    const { stdout } = resultsText(someResults({ a: ended(1), b: ended(2) }))
    expect(stdout).toBe('── a, b ── end not told: the container, or its engine, went away; the command may still run\n')
  })

  it('names what may still run on each host, by number, program and user', () => {
    const left = (...processes: readonly number[]) => ({
      exitCode: null,
      endedBy: 'timeout' as const,
      mayStillRun: {
        because: 'not ended' as const,
        process: 7,
        processes: processes.map((process) => ({ process, command: 'sleep', user: process === 8 ? null : 'root' })),
      },
    })
    expect(resultsText(someResults({ a: left(8, 9), b: left(10) }))).toEqual({
      stdout: '── a, b ── its timeout was up; the command may still run\n',
      stderr: 'left on a: process 8 (sleep), process 9 (sleep, user root)\nleft on b: process 10 (sleep, user root)\n',
    })
  })

  it('says why a command did not start, with the remedy', () => {
    expect(resultsText(someResults({ a: notStarted, b: notStarted }))).toEqual({
      stdout: '── a, b ── did not start\n',
      stderr: 'error: a, b: run command: the container is gone\n  → Run berth up.\n',
    })
  })
})

describe('an error in the place of an ending', () => {
  const errorOf = (code: BerthErrorDetails['code']) => new BerthError({ code, operation: 'work', message: 'trouble' })

  it.each([
    ['did not start', 'BERTH_HOST_UNREACHABLE'],
    ['failed; the command may have run', 'BERTH_MAY_HAVE_RUN'],
    ['failed; the command may have run', 'BERTH_CONNECTION_LOST'],
    ['failed; the command may have run', 'BERTH_FILE_FAILED'],
  ] as const)('means of a command: %s (%s)', (meaning, code) => {
    expect(resultsText(someResults({ a: errorOf(code) })).stdout).toBe(`── a ── ${meaning}\n`)
  })

  it('says of a detached command only that its end was not seen', () => {
    const results = someResults({ a: errorOf('BERTH_CONNECTION_LOST'), b: errorOf('BERTH_HOST_UNREACHABLE') })
    expect(resultsText(results, ofDetachedCommand).stdout).toBe('── a ── end not seen\n── b ── end not seen\n')
  })
})
