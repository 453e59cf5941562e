import {
  BerthError,
  type ExecResult,
  type HostConnection,
  type HostExecOptions,
  type HostReport,
} from '@berth/core/adapter'
import { localTransport } from '@berth/transport-local'
import { afterAll, describe, expect, it } from 'vitest'
import { askForReports, unknownObservation } from '../../src/program/index.js'

const transport = localTransport()
const host = await transport.connect('this')
afterAll(() => transport.close())

const operation = {
  host: 'this',
  code: 'BERTH_PROBE_UNTRUSTED',
  operation: 'look',
  afterwards: 'Look yourself.',
} as const

interface Asked extends HostExecOptions {
  readonly on?: HostConnection
  readonly words?: readonly string[]
}

const ask = (program: string, { on = host, words = [], ...options }: Asked = {}): Promise<readonly HostReport[]> =>
  askForReports(on, operation, { program, words }, options)

/** The same host, whose results arrive changed. */
function changed(change: (result: ExecResult) => Partial<ExecResult>): HostConnection {
  return Object.assign(Object.create(host), {
    exec: async (...asked: Parameters<HostConnection['exec']>) => {
      const result = await host.exec(...asked)
      return { ...result, ...change(result) }
    },
  })
}

describe('askForReports', () => {
  it('resolves with the reports, in order, byte for byte', async () => {
    const awkward = 'ü\n\n$HOME "\' \\ %s\n'
    const program = 'echo noise; say none; say text "$1"; say printed; printf "a\\nb\\n"; say text "$2"'
    expect(await ask(program, { words: [awkward, ''] })).toEqual([
      ['none', ''],
      ['text', awkward],
      ['printed', 'a\nb\n'],
      ['text', ''],
    ])
  })

  it('ends the program where it says so', async () => {
    expect(await ask('say first; finish; say second')).toEqual([['first', '']])
  })

  it('puts words before the shell', async () => {
    const through = ['env', 'THROUGH=yes']
    expect(await askForReports(host, operation, { program: 'say text "$THROUGH"', through }, {})).toEqual([
      ['text', 'yes'],
    ])
  })

  it.each([
    ['that fails', 'say text; echo because >&2; exit 3', 'because'],
    ['whose last command fails', 'say text; echo because >&2; false', 'because'],
    ['that fails without a word', 'exit 3', 'it failed without a word'],
    ['that ends before it is finished', 'say text; exit 0', 'the answer is incomplete'],
    ['that says more after its end', 'trap "echo more" EXIT; say text', 'the answer is incomplete'],
    ['that is killed', 'say text; kill -KILL $$', 'it failed without a word'],
  ])('rejects the answer of a program %s', async (_, program, message) => {
    await expect(ask(program)).rejects.toMatchObject({
      code: 'BERTH_PROBE_UNTRUSTED',
      host: 'this',
      operation: 'look',
      remedy: 'Look yourself.',
      reason: expect.stringMatching(message),
    })
  })

  it('rejects every answer that is cut', async () => {
    for (const cut of [1, 2, 4, 5, 20, 44, 60, 100]) {
      const cutHost = changed(({ stdout }) => ({ stdout: stdout.slice(0, -cut) }))
      await expect(ask('say first; say second', { on: cutHost })).rejects.toMatchObject({
        reason: 'the answer is incomplete',
      })
    }
  })

  it('says that the outcome is unknown where nobody saw the end', async () => {
    const late = ask('say text; echo busy >&2; sleep 20', { timeout: 300 })
    await expect(late).rejects.toMatchObject({ reason: expect.stringMatching(/outcome is unknown: busy/) })
    const lost = ask('say text', { on: changed(() => ({ endedBy: 'lost', exitCode: null })) })
    await expect(lost).rejects.toMatchObject({
      code: 'BERTH_PROBE_UNTRUSTED',
      reason: expect.stringMatching(/outcome is unknown/),
    })
    const dropped = ask('say text', { on: changed(() => ({ truncated: true })) })
    await expect(dropped).rejects.toMatchObject({ reason: 'the answer is incomplete' })
  })

  it('rejects with the abort, before the start and after it', async () => {
    const early = ask('say text', { signal: AbortSignal.abort() })
    await expect(early).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
    const late = ask('sleep 20', { signal: AbortSignal.timeout(300) })
    await expect(late).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
  })

  it('lets a host that cannot be reached say so itself', async () => {
    const away = new BerthError({ code: 'BERTH_HOST_UNREACHABLE', host: 'this', operation: 'connect', message: 'gone' })
    const unreachable = Object.assign(Object.create(host), { exec: () => Promise.reject(away) })
    await expect(ask('say text', { on: unreachable })).rejects.toBe(away)
  })
})

describe('unknownObservation', () => {
  const error = (code: 'BERTH_ABORTED' | 'BERTH_CONNECTION_LOST' | 'BERTH_PROBE_UNTRUSTED') =>
    new BerthError({ code, operation: 'look', message: 'seen', remedy: 'Do.' })

  it('has the reason and the remedy, and tells whether the host was out of reach', () => {
    const seen = { state: 'unknown', reason: 'seen', remedy: 'Do.' }
    expect(unknownObservation(error('BERTH_PROBE_UNTRUSTED'))).toEqual({ ...seen, unreachable: false })
    expect(unknownObservation(error('BERTH_CONNECTION_LOST'))).toEqual({ ...seen, unreachable: true })
  })

  it('throws aborts and defects as they are', () => {
    for (const thrown of [error('BERTH_ABORTED'), new TypeError('a defect')]) {
      expect(() => unknownObservation(thrown)).toThrow(thrown)
    }
  })
})
