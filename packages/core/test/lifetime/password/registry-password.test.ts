import { describe, expect, it } from 'vitest'
import type { ExecResult, HostConnection, HostExecOptions } from '../../../src/contract/index.js'
import { BerthError } from '../../../src/errors/index.js'
import { passwordLogin } from '../../../src/lifetime/password/registry-password.js'
import { rejection } from '../rejection.js'

const account = { server: 'registry.example', username: 'ann' }
const ofVariable = { ...account, passwordEnv: 'TOKEN' }
const ofCommand = { ...account, passwordCommand: 'pass show token' }
const ended: ExecResult = {
  ...{ exitCode: 0, signal: null, endedBy: 'exit', stdout: 'hunter2\n', stderr: '', truncated: false },
  ...{ host: 'this machine', duration: 1 },
}

/** A machine on which every command ends so. */
function machine(result: Partial<ExecResult> | Error) {
  const asked: [unknown, HostExecOptions | undefined][] = []
  const exec: HostConnection['exec'] = async (command, options) => {
    asked.push([command, options])
    if (result instanceof Error) throw result
    return { ...ended, ...result }
  }
  return { asked, variables: {}, connect: async () => ({ exec }) as HostConnection }
}

/** All that an error says, with what is underneath. */
function allOf(error: Error): string {
  return JSON.stringify([error.message, error, error.cause, error.stack])
}

describe('a variable', () => {
  it('is the password, which nothing shows', async () => {
    const login = await passwordLogin(ofVariable, { variables: { TOKEN: 'hunter2\n' } }, {})
    expect(login).toMatchObject({ ...account, passwordFrom: 'the variable TOKEN of this machine' })
    expect(login.password.reveal()).toBe('hunter2')
    expect(JSON.stringify(login)).not.toContain('hunter2')
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['is not set', {}, /the variable TOKEN is not set where Berth runs/],
    ['is empty', { TOKEN: '' }, /the variable TOKEN is empty/],
    ['has several lines', { TOKEN: 'hunter2\nhunter3' }, /the variable TOKEN has several lines/],
  ])('that %s is an error that says what to do', async (_, variables, reason) => {
    const error = await rejection<BerthError>(passwordLogin(ofVariable, { variables }, {}))
    expect(error).toMatchObject({ code: 'BERTH_PASSWORD_UNUSABLE', kind: 'usage', retryable: false })
    expect(error.reason).toMatch(reason)
    expect(error.remedy).toMatch(/Set TOKEN to .* or correct container\.runtime\.args\.registry\.password_env/)
    expect(allOf(error)).not.toContain('hunter')
  })

  it('is none that every object has', async () => {
    const odd = { ...account, passwordEnv: 'constructor' }
    expect(await rejection(passwordLogin(odd, { variables: {} }, {}))).toMatchObject({
      reason: 'the variable constructor is not set where Berth runs',
    })
  })
})

describe('a command', () => {
  it('prints the password, in bounded time', async () => {
    const here = machine({})
    const { signal } = new AbortController()
    const login = await passwordLogin(ofCommand, here, { signal })
    expect(login).toMatchObject({ ...account, passwordFrom: 'the output of password_command' })
    expect(login.password.reveal()).toBe('hunter2')
    expect(here.asked).toEqual([['pass show token', { timeout: 60_000, maxOutput: 65_536, signal }]])
  })

  it.each<[string, Partial<ExecResult> | Error, RegExp]>([
    ['prints nothing', { stdout: '' }, /what the command of password_command prints is empty/],
    ['prints several lines', { stdout: 'hunter2\nhunter2\n' }, /prints has several lines/],
    ['prints too much', { truncated: true }, /prints more than 65536 bytes/],
    ['fails', { exitCode: 3, stderr: 'no hunter2 there' }, /failed with exit code 3: no \[redacted\] there/],
    ['fails in silence', { exitCode: 1 }, /password_command failed with exit code 1$/],
    ['is killed', { endedBy: 'signal', exitCode: null, signal: 'SIGKILL' }, /was ended by SIGKILL/],
    ['hangs', { endedBy: 'timeout', exitCode: null }, /did not end within 60 s, and was ended/],
    ['is lost', { endedBy: 'lost', exitCode: null }, /went away/],
    [
      'is not begun',
      new BerthError({ code: 'BERTH_EXEC_NOT_STARTED', operation: 'exec', message: 'no process' }),
      /could not be run: no process/,
    ],
  ])('that %s is an error that says what to do, and nothing of what was printed', async (_, result, reason) => {
    const error = await rejection<BerthError>(passwordLogin(ofCommand, machine(result), {}))
    expect(error).toMatchObject({ code: 'BERTH_PASSWORD_UNUSABLE', kind: 'usage', host: undefined })
    expect(error.reason).toMatch(reason)
    expect(error.remedy).toMatch(/Run the command of container\.runtime\.args\.registry\.password_command/)
    expect(allOf(error)).not.toContain('hunter')
    expect(allOf(error)).not.toContain('pass show')
  })

  it.each<[string, Partial<ExecResult> | Error]>([
    ['while it runs', { endedBy: 'abort', exitCode: null }],
    ['before it runs', new BerthError({ code: 'BERTH_ABORTED', operation: 'exec', message: 'aborted' })],
  ])('that is aborted %s is an abort', async (_, result) => {
    expect(await rejection(passwordLogin(ofCommand, machine(result), {}))).toMatchObject({ code: 'BERTH_ABORTED' })
  })

  it('is refused where nobody said how commands are run here', async () => {
    expect(await rejection(passwordLogin(ofCommand, { variables: {} }, {}))).toMatchObject({
      code: 'BERTH_CAPABILITY_MISSING',
      remedy: expect.stringContaining('password_env'),
    })
  })
})
