import { Readable } from 'node:stream'
import { BerthError, HostsError, type Refusal, RefusalError } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { someConfig, somePlan, someResults } from './fake-cluster.js'
import { runCli } from './run-cli.js'

const refusal: Refusal = { code: 'BERTH_IN_USE', message: 'in use\na: running', remedy: 'Wait.', hosts: ['a'] }
const launchFailed = new BerthError({ code: 'BERTH_LAUNCH_FAILED', operation: 'launch', message: 'no', host: 'a' })
const upFailed = new HostsError('launch', new Map([['a', launchFailed]]), 2)

describe('exec', () => {
  it.each<[readonly string[], unknown]>([
    [
      ['exec', '--', 'echo', 'a  b', '-l'],
      ['echo', 'a  b', '-l'],
    ],
    [['exec', '--', 'cd /x && ls'], 'cd /x && ls'],
    [['exec', 'hostname'], 'hostname'],
  ])('%j runs %j', async (line, command) => {
    const { calls } = await runCli(line, { recorded: ['r1'] })
    expect(calls).toEqual([['attach'], ['exec', command, {}], ['close']])
  })

  it('passes its options on', async () => {
    const { calls } = await runCli('exec --head --timeout 1.5m --user 1000 -- id')
    expect(calls[1]).toEqual(['exec', 'id', { hosts: 'head', timeout: '1.5m', user: '1000' }])
  })

  it.each(['exec', 'run'])(
    '%s passes standard input on, but not with -n, and only where there is some',
    async (name) => {
      const standardInput = Readable.from([])
      const given = await runCli(`${name} -- cat`, { standardInput })
      expect(given.calls[1]).toEqual(['exec', 'cat', { stdin: standardInput }])
      for (const line of [`${name} -n -- cat`, `${name} --no-stdin -- cat`])
        expect((await runCli(line, { standardInput })).calls[1]).toEqual(['exec', 'cat', {}])
      expect((await runCli(`${name} -- cat`)).calls[1]).toEqual(['exec', 'cat', {}])
    },
  )

  it('goes on without hosts that cannot be reached with --skip-unreachable, and exits with 4', async () => {
    const gone = new BerthError({ code: 'BERTH_HOST_UNREACHABLE', operation: 'connect', message: 'gone', host: 'b' })
    const script = { exec: someResults({ a: { stdout: 'x\n' }, b: gone }) }
    const { calls, exitCode, stdout, stderr } = await runCli('exec --skip-unreachable -- id', { script })
    expect(calls).toEqual([['attach', { skipUnreachable: true }], ['exec', 'id', { skipUnreachable: true }], ['close']])
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '── a ──\nx\n── b ── did not start\n' })
    expect(stderr).toContain('b: connect: gone')
    for (const line of ['put --skip-unreachable x y', 'get --skip-unreachable x y', 'ps --skip-unreachable'])
      expect((await runCli(line)).calls[0]).toEqual(['attach', { skipUnreachable: true }])
  })

  it('takes no --skip-unreachable with --detach: what it started is found again by its hosts', async () => {
    expect(await runCli('exec --detach --skip-unreachable -- id')).toMatchObject({ exitCode: 2, calls: [] })
  })

  it('passes limits and folders of output on', async () => {
    const { calls } = await runCli('exec --idle-timeout 5m --output-dir logs -- id')
    expect(calls[1]).toEqual(['exec', 'id', { idleTimeout: '5m', outputDir: 'logs' }])
  })

  it('shows, when output was printed as it came, only how it ended', async () => {
    const { calls, exitCode, stdout, stderr } = await runCli('exec --stream -- id', {
      script: { exec: someResults({ a: { stdout: 'x' }, b: { endedBy: 'idle', exitCode: null } }) },
    })
    expect(calls[1]).toEqual(['exec', 'id', { maxOutput: 0, onOutput: expect.any(Function) }])
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toContain('── b ── ended for its silence')
  })

  it('runs on hosts without looking at their containers', async () => {
    const { calls } = await runCli('exec --on-host -- uptime')
    expect(calls).toEqual([['execOnHost', 'uptime', {}], ['close']])
  })

  it('exits with 1 if the command failed on any host', async () => {
    const { exitCode, stdout } = await runCli('exec -- true', {
      script: { exec: someResults({ a: {}, b: { exitCode: 9 } }) },
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '── a ──\n── b ── exit code 9\n' })
  })

  it('exits with 3 where there is nothing to attach to', async () => {
    const { exitCode, stdout, calls } = await runCli('exec -- true', {
      script: { attach: new RefusalError('attach', refusal, somePlan()) },
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(calls).toEqual([['attach'], ['close']])
  })
})

describe('a detached command', () => {
  it('is started, and its id is all that is printed', async () => {
    const { calls, stdout, exitCode } = await runCli('exec --detach --user 7 -- burn')
    expect(calls).toEqual([['attach'], ['start', 'burn', { user: '7' }], ['close']])
    expect({ stdout, exitCode }).toEqual({ stdout: 'd1\n', exitCode: 0 })
    const { json } = await runCli('exec --detach --json -- burn')
    expect(json).toMatchObject({ command: 'exec --detach', id: 'd1', hosts: { a: { ok: true }, b: { ok: true } } })
  })

  it('is waited for, and shown as any other', async () => {
    const { calls, stdout, exitCode } = await runCli('wait --on-host --output-dir logs d1', {
      script: { exec: someResults({ a: { exitCode: 3, stdout: 'x' } }) },
    })
    expect(calls).toEqual([['detached', 'd1', { on: 'host' }], ['wait', { outputDir: 'logs' }], ['close']])
    expect({ stdout, exitCode }).toEqual({ stdout: '── a ── exit code 3\nx\n', exitCode: 3 })
  })

  it('is told to have been stopped, or to be gone, and neither is an interrupt', async () => {
    const exec = someResults({ a: { endedBy: 'abort', exitCode: null }, b: { endedBy: 'lost', exitCode: null } })
    const { exitCode, stdout } = await runCli('wait d1', { script: { exec } })
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: '── a ── stopped\n── b ── gone without an exit code\n',
    })
    expect((await runCli('wait --stream d1', { script: { exec } })).stderr).toBe(stdout)
  })

  it('is followed as it prints', async () => {
    const { calls, stderr } = await runCli('wait --stream d1', {
      script: { exec: someResults({ a: { exitCode: 3 } }) },
    })
    expect(calls[2]).toEqual(['wait', { maxOutput: 0, onOutput: expect.any(Function) }])
    expect(stderr).toBe('── a ── exit code 3\n')
  })

  it('is forgotten, and so are all that can be when one cannot', async () => {
    const { calls, exitCode, stdout } = await runCli('forget --on-host d1 d2')
    const place = { on: 'host' }
    expect(calls).toEqual([['detached', 'd1', place], ['forget'], ['detached', 'd2', place], ['forget'], ['close']])
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
    const runs = new BerthError({ code: 'BERTH_COMMAND_FAILED', operation: 'forget command', message: 'it is running' })
    const refused = await runCli('forget --json d1 d2', { script: { forget: runs } })
    expect(refused.calls.filter(([name]) => name === 'forget')).toHaveLength(2)
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('it is running') })
    expect(refused.json).toMatchObject({ forgotten: [], errors: [{ message: 'it is running' }, {}] })
  })

  it('is stopped', async () => {
    const { calls, exitCode } = await runCli('stop --head d1')
    expect(calls).toEqual([['attach'], ['detached', 'd1', { hosts: 'head' }], ['stop'], ['close']])
    expect(exitCode).toBe(0)
  })
})

describe('run', () => {
  const failing = someResults({ a: { exitCode: 7 } })

  it('goes up and down again around the command, as a run of its own', async () => {
    const { calls, records, exitCode, cluster } = await runCli('run -- false', {
      script: { exec: failing },
      recorded: ['r1'],
    })
    expect(calls).toEqual([['up', {}], ['exec', 'false', {}], ['down', {}], ['close']])
    expect(exitCode).toBe(7)
    expect(cluster?.run.id).not.toBe('r1')
    expect(cluster?.options).toEqual({ adopt: { recorded: ['r1'], reachedBy: new Map() }, handsOver: false })
    expect(records.map(({ run }) => run)).toEqual(['r1'])
  })

  it('comes down where the command could not be run at all', async () => {
    const { calls, exitCode } = await runCli('run -- x', { script: { exec: launchFailed } })
    expect(calls.map(([name]) => name)).toEqual(['up', 'exec', 'down', 'close'])
    expect(exitCode).toBe(1)
  })

  it('needs no down where up failed', async () => {
    const { calls, exitCode } = await runCli('run -- x', { script: { up: upFailed } })
    expect(calls.map(([name]) => name)).toEqual(['up', 'close'])
    expect(exitCode).toBe(1)
  })

  it('tells of both when down fails too', async () => {
    const lost = new BerthError({ code: 'BERTH_HOST_UNREACHABLE', operation: 'down', message: 'gone', host: 'b' })
    const { exitCode, stdout, stderr } = await runCli('run -- x', { script: { exec: failing, down: lost } })
    expect(exitCode).toBe(4)
    expect(stdout).toBe('── a ── exit code 7\n')
    expect(stderr).toBe('error: b: down: gone\n')
  })

  it.each(['persistent', 'no_launch'])('attaches under %s, and removes nothing', async (lifetime) => {
    const { calls } = await runCli('run -- x', { config: someConfig({}, { lifetime }) })
    expect(calls).toEqual([['attach'], ['exec', 'x', {}], ['close']])
  })
})
