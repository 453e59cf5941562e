import {
  BerthError,
  type ExecResult,
  type HostConnection,
  type HostExecOptions,
  type HostReport,
} from '@berth/core/adapter'
import { describe, expect, it } from 'vitest'
import { programs } from '../../src/command/programs.generated.js'
import { askForReports, parseSections, unknownObservation } from '../../src/program/index.js'
import { everyShell } from './every-shell.js'

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

everyShell(programs, ['report/report'], ({ container }) => {
  const host = container as HostConnection

  const ask = async (
    program: string,
    { on = host, words = [], ...options }: Asked = {},
  ): Promise<readonly HostReport[]> => {
    const { reports } = await askForReports(on, operation, { program, words }, options)
    return reports
  }

  /** The same host, whose results arrive changed. */
  function changed(change: (result: ExecResult) => Partial<ExecResult>): HostConnection {
    return Object.assign(Object.create(host), {
      exec: async (...asked: Parameters<HostConnection['exec']>) => {
        const result = await host.exec(...asked)
        return { ...result, ...change(result) }
      },
    })
  }

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

  it('puts words before the shell, and takes another shell', async () => {
    const asked = { through: ['env', 'THROUGH=yes'], shell: ['/bin/bash', '--norc'] }
    const program = 'say text "$THROUGH $BASH_VERSION"'
    const { reports } = await askForReports(host, operation, { program, ...asked }, {})
    expect(reports).toEqual([['text', expect.stringMatching(/^yes \d/)]])
  })

  it('has what single commands of a program came to', async () => {
    const program = `
      both() { echo "out $1"; echo "err $1" >&2; cat; return 3; }
      section one both "two words"
      section two printf 'no line break'
      section one.more false
      echo warning >&2`
    const { reports, stderr } = await askForReports(host, operation, { program }, {})
    expect(parseSections(reports)).toEqual(
      new Map([
        ['one', { stdout: 'out two words\n', stderr: 'err two words', exitCode: 3 }],
        ['two', { stdout: 'no line break', stderr: '', exitCode: 0 }],
        ['one.more', { stdout: '', stderr: '', exitCode: 1 }],
      ]),
    )
    expect(stderr).toBe('warning\n')
    await expect(ask("trap 'fail because' EXIT; exit 7")).rejects.toMatchObject({ reason: 'because' })
  })

  it('tells of what it hears as it comes', async () => {
    const heard: string[] = []
    const onReport = (word: string): void => void heard.push(word)
    const onLine = (line: string, stream: string): void => void heard.push(`${stream} ${line}`)
    await askForReports(host, operation, { program: 'say begun; echo half; say done' }, { onReport, onLine })
    expect(heard).toEqual(['begun', 'stdout half', 'done', 'end'])
  })

  it.each([
    ['a program that says so', 'say text; fail because; say more', 'BERTH_LAUNCH_FAILED', /^because$/],
    ['a program whose last command fails', 'say text; echo because >&2; false', 'BERTH_LAUNCH_FAILED', /^because$/],
    [
      'one that ends itself',
      'say made x; echo because >&2; exit 1',
      'BERTH_LAUNCH_UNKNOWN',
      /^the outcome is unknown: because$/,
    ],
    ['one that is killed', 'kill -KILL $$', 'BERTH_LAUNCH_UNKNOWN', /ended by SIGKILL; the outcome is unknown$/],
    ['one that is done too early', 'say text; exit 0', 'BERTH_LAUNCH_UNKNOWN', /unknown.*the answer is incomplete$/],
  ])('knows that nothing came of %s, and only then', async (_, program, code, reason) => {
    const launch = { ...operation, code: 'BERTH_LAUNCH_FAILED', unknown: 'BERTH_LAUNCH_UNKNOWN' } as const
    await expect(askForReports(host, launch, { program }, {})).rejects.toMatchObject({
      code,
      reason: expect.stringMatching(reason),
      remedy: 'Look yourself.',
    })
  })

  it('explains what a program said when it failed', async () => {
    const explain = (stderr: string) => ({ reason: `explained ${stderr.trim()}`, remedy: 'Do so.' })
    const said = (stderr: string): string => stderr.replaceAll('\n', '.')
    const asked = (program: string) => askForReports(host, operation, { program }, { explain, said })
    const explained = { reason: 'explained because', remedy: 'Do so.' }
    await expect(asked('fail because')).rejects.toMatchObject(explained)
    await expect(asked('echo because >&2; exit 1')).rejects.toMatchObject(explained)
    const cut = { reason: 'the answer is incomplete: because.', remedy: 'Do so.' }
    await expect(asked('echo because >&2; exit 0')).rejects.toMatchObject(cut)
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
      code: 'BERTH_CONNECTION_LOST',
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
