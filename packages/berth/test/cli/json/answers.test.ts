import {
  BerthError,
  type BerthErrorDetails,
  CompensationError,
  ConfigError,
  HostsError,
  KeptError,
  type Refusal,
  RefusalError,
} from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { somePlan, someResults } from '../fake-cluster.js'
import { runCli } from '../run-cli.js'

const failure = (code: BerthErrorDetails['code'], host: string): BerthError =>
  new BerthError({ code, operation: 'work', message: 'it went wrong', remedy: 'Mend it.', host })
const lost = failure('BERTH_CONNECTION_LOST', 'b')
const failed = (succeeded?: ReadonlyMap<string, unknown>): HostsError =>
  new HostsError('work', new Map([['b', lost]]), 2, succeeded)

/** The error of a host that failed. */
const onB = {
  name: 'BerthError',
  code: 'BERTH_CONNECTION_LOST',
  kind: 'unreachable',
  host: 'b',
  hosts: ['b'],
  operation: 'work',
  message: 'it went wrong',
  remedy: 'Mend it.',
  commands: [],
  retryable: false,
  output: null,
}

describe('a call that failed on one of its hosts', () => {
  it.each([
    ['put --json ./x /x', { put: failed(new Map([['a', { files: 1, unchanged: 0, bytes: 5 }]])) }, { bytes: 5 }],
    ['get --json /x out', { get: failed(new Map([['a', 'out/a/x']])) }, { path: 'out/a/x' }],
    ['stop --json d1', { stop: failed(new Map([['a', undefined]])) }, {}],
    ['forget --json d1', { forget: failed(new Map([['a', undefined]])) }, { forgotten: ['d1'] }],
  ])('%s says of every host what became of it', async (line, script, members) => {
    const { exitCode, stderr, json } = await runCli(line, { script })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('work: failed on 1 of 2 hosts')
    expect(json).toMatchObject({ ok: false, exitCode: 4, cluster: 'lab' })
    expect(json?.hosts).toMatchObject({ a: { ok: true, ...members }, b: { ok: false, error: onB } })
    expect(json?.errors).toMatchObject([
      { name: 'HostsError', kind: 'unreachable', hosts: ['b'], failures: { b: onB } },
    ])
  })

  it.each([
    ['up --json', { up: failed() }],
    ['exec --detach --json -- x', { start: failed() }],
  ])('%s says too of a host that did not fail that it was not done there', async (line, script) => {
    const { json } = await runCli(line, { script })
    const notDone = { ...onB, host: 'a', hosts: ['a'], message: 'not done here: it failed on b', remedy: null }
    expect(json?.hosts).toEqual({ a: { ok: false, error: notDone }, b: { ok: false, error: onB } })
  })
})

it('forget is not ok on a host where one of several commands was not forgotten', async () => {
  const forget = new BerthError({ code: 'BERTH_CONFIG_INVALID', operation: 'detached command', message: 'is no id' })
  const { exitCode, json } = await runCli('forget --json d1 d2', { script: { forget } })
  expect(exitCode).toBe(2)
  const failed = { ok: false, forgotten: [], error: { code: 'BERTH_CONFIG_INVALID' } }
  expect(json).toMatchObject({ hosts: { a: failed, b: failed }, errors: [{}, {}] })
})

it('down says of the hosts where it did not fail what was done there', async () => {
  const down = failed(new Map([['a', { state: 'running', action: 'remove', reason: 'made by this run', drift: null }]]))
  const { json } = await runCli('down --json', { script: { down } })
  const removed = {
    ok: true,
    state: 'running',
    action: 'remove',
    reason: 'made by this run',
    drift: null,
    container: null,
  }
  expect(json?.hosts).toEqual({ a: removed, b: { ok: false, error: onB } })
})

describe('an error of up', () => {
  const takeDown = { id: 'down', on: 'this machine', argv: ['berth', 'down'] } as const
  const left = failure('BERTH_REMOVE_FAILED', 'a')

  it('tells what was left behind', async () => {
    const up = new CompensationError(failed(), new Map([['a', left]]), takeDown)
    const { json } = await runCli('up --json', { script: { up } })
    expect(json?.hosts).toMatchObject({ a: { error: { code: 'BERTH_REMOVE_FAILED' } }, b: { error: onB } })
    expect(json?.errors).toMatchObject([
      {
        name: 'CompensationError',
        hosts: ['a', 'b'],
        leftBehind: { a: { code: 'BERTH_REMOVE_FAILED' } },
        cause: { failures: { b: onB } },
        commands: [{ id: 'down', hosts: null, run: 'berth down' }],
      },
    ])
  })

  it('tells what stays', async () => {
    const up = new KeptError(failed(), new Map([['a', { id: 'a-1', name: 'box', labels: {} }]]), takeDown)
    const { json } = await runCli('up --json', { script: { up } })
    expect(json?.errors).toMatchObject([{ name: 'KeptError', kept: { a: 'a-1' }, cause: { name: 'HostsError' } }])
  })
})

describe('a refusal', () => {
  const refusal: Refusal = {
    code: 'BERTH_PROBE_UNTRUSTED',
    message: 'nothing was changed',
    remedy: 'Look.',
    hosts: ['a', 'b'],
    unreachable: ['b'],
  }
  const refused = new RefusalError('attach', refusal, somePlan({ action: 'refuse', refusal }))

  it.each(['exec --json -- x', 'put --json x /x', 'get --json /x x', 'ps --json', 'stop --json d', 'forget --json d'])(
    '%s is told with its hosts, each with its own code',
    async (line) => {
      const { exitCode, json } = await runCli(line, { script: { attach: refused } })
      expect(exitCode).toBe(4)
      expect(json?.hosts).toMatchObject({
        a: { ok: false, error: { code: 'BERTH_PROBE_UNTRUSTED', kind: 'refused', host: 'a' } },
        b: { ok: false, error: { code: 'BERTH_HOST_UNREACHABLE', kind: 'unreachable', host: 'b' } },
      })
      expect(json?.errors).toMatchObject([{ name: 'RefusalError', kind: 'unreachable', unreachable: ['b'] }])
    },
  )

  it('tells of an up what was seen', async () => {
    const { json } = await runCli('up --json', { script: { up: refused } })
    expect(json).toMatchObject({ action: 'refuse', hosts: { a: { ok: false, state: 'absent', action: 'launch' } } })
  })
})

describe('a command', () => {
  const results = someResults({
    a: { stdout: 'grüße\n' },
    b: { exitCode: 3, stderr: 'no' },
    c: failure('BERTH_EXEC_NOT_STARTED', 'c'),
  })

  it.each(['exec --json -- x', 'run --json -- x', 'wait --json d1'])(
    '%s says how it ended on each host',
    async (line) => {
      const { exitCode, json, stderr } = await runCli(line, { script: { exec: results } })
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
      expect(json?.errors).toEqual([])
      expect(json?.hosts).toMatchObject({
        a: { ok: true, exitCode: 0, signal: null, endedBy: 'exit', mayStillRun: null, binary: false, duration: 5 },
        b: {
          ok: false,
          exitCode: 3,
          stderr: 'no',
          error: { code: 'BERTH_COMMAND_FAILED', message: 'exit code 3\nno' },
        },
        c: { ok: false, exitCode: null, endedBy: 'not started', error: { code: 'BERTH_EXEC_NOT_STARTED' } },
      })
      expect(json?.hosts.a).not.toHaveProperty('error')
    },
  )

  it('that prints what is no UTF-8 has it as base64', async () => {
    const exec = someResults({ a: { stdout: 'a\xff\n', stderr: 'plain' } })
    const { json } = await runCli('exec --json -- x', { script: { exec } })
    const base64 = Buffer.from('a\xff\n', 'latin1').toString('base64')
    expect(json?.hosts.a).toMatchObject({ stdout: { base64 }, stderr: 'plain', binary: true })
  })

  it('tells of all the trouble of a run', async () => {
    const { exitCode, json } = await runCli('run --json -- x', { script: { exec: results, down: failed() } })
    expect(exitCode).toBe(4)
    expect(json?.hosts.a).toMatchObject({ ok: true, exitCode: 0 })
    expect(json?.errors).toMatchObject([{ name: 'HostsError', failures: { b: onB } }])
  })

  it('that streams prints nothing twice', async () => {
    const { json, stdout } = await runCli('exec --stream --json -- x', { script: { exec: results } })
    expect(stdout.split('\n')).toHaveLength(2)
    expect(json?.hosts.a).toMatchObject({ ok: true, stdout: null, stderr: null, truncated: false })
  })
})

describe('what concerns no host', () => {
  it.each([
    'plan',
    'pull',
    'push',
    'save',
    'up',
    'down',
    'status',
    'ps',
    'exec',
    'run',
    'wait',
    'stop',
    'forget',
    'put',
    'get',
    'validate',
  ])('is in the envelope of %s: a bad cluster file', async (command) => {
    const config = new ConfigError([{ path: 'container', message: 'is wrong' }])
    const words: Readonly<Record<string, string>> = {
      push: ' x',
      save: ' x',
      put: ' x /x',
      get: ' /x x',
      wait: ' d',
      stop: ' d',
      forget: ' d',
    }
    const line = `${command} --json${words[command] ?? (command === 'exec' || command === 'run' ? ' -- x' : '')}`
    const { exitCode, json, stderr } = await runCli(line, { config })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('container: is wrong')
    expect(json).toMatchObject({ command, ok: false, cluster: null, hosts: {}, errors: [{ name: 'ConfigError' }] })
  })

  it.each([
    ['up --json --nonsense', 'up'],
    ['exec --json', 'exec'],
    ['exec --json --detach --stream -- x', 'exec --detach'],
    ['--json', 'berth'],
    ['nonsense --json', 'berth'],
  ])('is in the envelope: %s', async (line, command) => {
    const { exitCode, json, stderr } = await runCli(line)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^error: /)
    expect(json).toMatchObject({ command, exitCode: 2, errors: [{ code: 'BERTH_CONFIG_INVALID', kind: 'usage' }] })
  })

  it('is a fault where it is no error of Berth', async () => {
    const exec = new TypeError('x is not a function')
    const { exitCode, json } = await runCli('exec --json -- x', { script: { exec } })
    expect(exitCode).toBe(1)
    expect(json?.errors).toMatchObject([{ code: 'BERTH_COMMAND_FAILED', message: 'x is not a function' }])
    expect(json?.hosts.a).toMatchObject({ ok: false, error: { message: 'not done here: see errors' } })
  })

  it('is an interrupt, which the envelope says too', async () => {
    const interrupt = new AbortController()
    const onOpen = (): void => interrupt.abort()
    const { exitCode, json } = await runCli('put --json x /x', { signal: interrupt.signal, onOpen })
    expect(exitCode).toBe(130)
    expect(json).toMatchObject({ exitCode: 130, ok: false })
  })
})

it('nothing but help is printed with --help', async () => {
  const { stdout } = await runCli('put --help')
  expect(stdout).toContain('berth put')
})
