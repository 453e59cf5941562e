import { BerthError, type ErrorKind, type ExecResult } from 'berth-cluster'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandExitCode, type ExitCodeChoice } from '../../../src/cli/ending/command-exit-code.js'
import { someResults } from '../fake-cluster.js'

const gone = new BerthError({ code: 'BERTH_HOST_UNREACHABLE', operation: 'connect', message: 'gone' })
const unbegun = new BerthError({ code: 'BERTH_EXEC_NOT_STARTED', operation: 'run command', message: 'no' })
const exits = (exitCode: number): Partial<ExecResult> => ({ exitCode })
const killed: Partial<ExecResult> = { endedBy: 'signal', exitCode: null, signal: 'SIGKILL' }
const late: Partial<ExecResult> = { endedBy: 'timeout', exitCode: null }
const aborted: Partial<ExecResult> = { endedBy: 'abort', exitCode: null }

type Outcomes = Parameters<typeof someResults>[0]

describe('what berth exits with after a command', () => {
  it.each<[string, Outcomes, ExitCodeChoice | undefined, number]>([
    ['with one host, its own', { a: exits(7) }, undefined, 7],
    ['with one host, 0', { a: exits(0) }, undefined, 0],
    ['with one host, its own, be it one of Berth', { a: exits(4) }, undefined, 4],
    ['with one host, the signal that ended it', { a: killed }, undefined, 137],
    ['with one host, that Berth ended it', { a: late }, undefined, 1],
    ['with one host, that it was not started', { a: unbegun }, undefined, 1],
    ['with one host, that it was not reached', { a: gone }, 'max', 4],
    ['with several, that it failed', { a: exits(7), b: exits(0) }, undefined, 1],
    ['with several, that of the first that failed', { a: exits(0), b: exits(3), c: exits(9) }, 'first', 3],
    ['with several, the highest', { a: exits(3), b: killed, c: exits(9) }, 'max', 137],
    ['with several, 1 where the first that failed has none', { a: late, b: exits(9) }, 'first', 1],
    ['with several, 0', { a: exits(0), b: exits(0) }, 'max', 0],
    ['that a host was not reached before what the others say', { a: exits(9), b: gone }, 'max', 4],
    ['that it was interrupted before all', { a: exits(9), b: aborted }, 'max', 130],
  ])('%s', (_, outcomes, choice, code) => {
    expect(commandExitCode(someResults(outcomes), choice)).toBe(code)
  })

  it('is 0 where it succeeded everywhere, and nowhere else', () => {
    const outcome = fc.oneof(fc.integer({ min: 0, max: 255 }).map(exits), fc.constantFrom(killed, late, gone, unbegun))
    const choice = fc.constantFrom<ExitCodeChoice | undefined>('first', 'max', undefined)
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 5 }), choice, (outcomes, which) => {
        const results = someResults(Object.fromEntries(outcomes.map((one, index) => [`h${index}`, one])))
        const code = commandExitCode(results, which)
        expect(code === 0).toBe(results.failures().size === 0)
        expect(Number.isInteger(code) && code >= 0 && code <= 255).toBe(true)
      }),
    )
  })

  it.each<[ErrorKind, number]>([
    ['failed', 1],
    ['unreachable', 4],
  ])('is that of what went wrong beside the command, where that %s', (kind, code) => {
    expect(commandExitCode(someResults({ a: exits(7) }), undefined, new Set([kind]))).toBe(code)
  })
})
