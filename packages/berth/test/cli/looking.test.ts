import { BerthError, ConfigError, type HostPlan, type HostStatus, type Refusal, readClusterFile } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { loadedConfig, someConfig, somePlan } from './fake-cluster.js'
import { runCli } from './run-cli.js'

const refusal: Refusal = { code: 'BERTH_IN_USE', message: 'in use\na: running', remedy: 'Wait.', hosts: ['a'] }
const refused = somePlan({ action: 'refuse', refusal })

describe('validate', () => {
  it('prints one line and connects to no host', async () => {
    const { exitCode, stdout, calls } = await runCli('validate')
    expect(exitCode).toBe(0)
    expect(stdout).toBe('config: valid; per_run container box of busybox:1 on 2 hosts (head a)\n')
    expect(calls).toEqual([['examine'], ['close']])
  })

  it('lists what is not read in one line, with what may be meant', async () => {
    const node_dict = { a: { rakc_id: 1 }, b: { rakc_id: 1 } }
    const config = someConfig({ racks: {}, user: 'op', node_dict })
    const { exitCode, stdout } = await runCli('validate', { config })
    expect(exitCode).toBe(0)
    expect(stdout.split('\n')[1]).toBe(
      'not read: racks, user (did you mean username?), node_dict/a/rakc_id and 1 more (did you mean rack_id?)',
    )
  })

  it('names hosts that no connection can be made to, and prints what it found all the same', async () => {
    const code = 'BERTH_HOST_UNREACHABLE'
    const error = new BerthError({ code, operation: 'connect', host: 'b', message: 'c:5 has the ProxyCommand "x"' })
    const examine = { errors: new Map([['b', error]]), remarks: new Map() }
    const { exitCode, stdout, stderr, json } = await runCli('validate --json', { script: { examine } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('c:5 has the ProxyCommand "x"')
    expect(json?.hosts).toMatchObject({ a: { ok: true }, b: { ok: false, error: { code } } })
    expect(json?.config).not.toBeNull()
    expect(stdout).not.toContain('valid;')
  })

  it('prints the config as JSON, without its secrets, and warnings on stderr', async () => {
    const config = someConfig({ password: 'hunter2' }, { lifetime: 'persistent', name: null })
    const sources = new Map([['/password', { file: 'lab.json', line: 3, column: 5 }]])
    const { stdout, stderr, json } = await runCli('validate --json', { config: { ...loadedConfig(config), sources } })
    expect(json?.sources).toEqual({ '/password': { file: 'lab.json', line: 3, column: 5 } })
    expect(json?.config).toMatchObject({ password: '[redacted]', container: { lifetime: 'persistent' } })
    expect(json?.hosts).toEqual({ a: { ok: true }, b: { ok: true } })
    expect(json?.warnings).toEqual([expect.stringMatching(/^container\/name: /)])
    expect(stdout).not.toContain('hunter2')
    expect(stderr).toMatch(/^warning: container\/name: /)
  })

  it('lists every problem', async () => {
    const config = new ConfigError([
      { file: 'berth.json', line: 2, column: 3, path: 'a', message: 'is wrong' },
      { file: 'berth.json', path: 'b', message: 'is wrong too' },
    ])
    const text = await runCli('validate', { config })
    expect(text).toMatchObject({ exitCode: 2, stdout: '' })
    expect(text.stderr).toContain('berth.json:2:3 a: is wrong\n  berth.json b: is wrong too')
    const { exitCode, stderr, json } = await runCli('validate --json', { config })
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: text.stderr })
    const problems = [
      { path: 'a', line: 2, text: 'berth.json:2:3 a: is wrong' },
      { path: 'b', line: null },
    ]
    expect(json).toMatchObject({ cluster: null, hosts: {}, config: null, errors: [{ kind: 'usage', problems }] })
  })
})

describe('a cluster file that names a module', () => {
  const config = someConfig({}, { runtime: { name: 'mine', module: 'berth-runtime-mine' } })

  it.each(['validate', 'config'])('is looked at by %s without running the module', async (name) => {
    const { exitCode, loads, cluster, stderr } = await runCli(name, { config })
    expect({ exitCode, loads }).toEqual({ exitCode: 0, loads: [['./berth.json', { loadModule: false }]] })
    // Whatever is opened has no runtime.
    expect(cluster?.config.container ?? null).toBe(null)
    expect(stderr).toContain('warning: container/runtime/module: is a program, which was not loaded')
  })

  it.each(['validate', 'config'])('has the module run by %s where that is asked for', async (name) => {
    const { loads } = await runCli(`${name} --load-module`, { config })
    expect(loads).toEqual([['./berth.json', { loadModule: true }]])
  })

  it.each(['validate', 'validate --load-module'])('has the ways to its hosts examined by %s', async (line) => {
    const error = new BerthError({ code: 'BERTH_HOST_UNREACHABLE', operation: 'connect', host: 'b', message: 'no way' })
    const examine = { errors: new Map([['b', error]]), remarks: new Map() }
    const { exitCode, calls, json } = await runCli(`${line} --json`, { config, script: { examine } })
    expect({ exitCode, calls }).toEqual({ exitCode: 4, calls: [['examine'], ['close']] })
    expect(json?.hosts).toMatchObject({ a: { ok: true }, b: { ok: false, error: { code: 'BERTH_HOST_UNREACHABLE' } } })
    expect(json?.config).toMatchObject({ container: { runtime: { name: 'mine' } } })
  })

  it('has a wrong --hosts found all the same', async () => {
    expect(await runCli('validate --hosts c', { config })).toMatchObject({ exitCode: 2 })
  })
})

describe('config', () => {
  const text = 'orchestrator: container\nnode_dict: { a: {} }\npassword: hunter2\ncontainer: { image: "lab:1" }\n'
  const loaded = readClusterFile('lab.yaml', { user: 'ann', cwd: '/', readFile: () => Buffer.from(text) })

  it('prints a cluster file with the place of each value, and no secret', async () => {
    const { exitCode, stdout, stderr } = await runCli('config', { config: { ...loaded.load(), runtimes: {} } })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^orchestrator: container +# lab\.yaml:1$/m)
    expect(stdout).toMatch(/^ {2}image: lab:1 +# lab\.yaml:4$/m)
    expect(stdout).toMatch(/^ {2}sshd_port: 2224 +# default$/m)
    expect(stdout).toMatch(/^# password: hidden +# lab\.yaml:3$/m)
    expect(stdout).not.toContain('hunter2')
  })

  it('is JSON with the keys of a cluster file, and with the sources beside it', async () => {
    const { json, stdout } = await runCli('config --json', { config: { ...loaded.load(), runtimes: {} } })
    expect(json).toMatchObject({
      command: 'config',
      hosts: {},
      config: { orchestrator: 'container', container: { image: 'lab:1', lifetime: 'per_run' } },
      sources: { '/container/image': { file: 'lab.yaml', line: 4, column: 21 }, '/password': { line: 3 } },
    })
    expect(stdout).not.toContain('hunter2')
  })
})

const hostPlan: HostPlan = {
  state: 'absent',
  action: 'launch',
  reason: 'no container of this name',
  container: null,
  provision: false,
  drift: null,
  compensation: 'none',
}

describe('plan', () => {
  it('is a table', async () => {
    const { exitCode, stdout } = await runCli('plan')
    expect(exitCode).toBe(0)
    expect(stdout).toBe(`\
HOST  STATE   ACTION  REASON                     DRIFT
a     absent  launch  no container of this name  -
b     absent  launch  no container of this name  -

up would: launch
`)
  })

  it('says on which port sshd is seen to', async () => {
    const script = { plan: somePlan({ sshdPort: 2231 }) }
    expect((await runCli('plan', { script })).stdout).toMatch(/^up would: launch, with sshd on port 2231$/m)
    expect((await runCli('plan --json', { script })).json).toMatchObject({ action: 'launch', sshdPort: 2231 })
  })

  it('says what each container has and what is asked for, and folds hosts of which alike is to be said', async () => {
    const drift = [
      { path: 'image', made: 'lab:1', asked: 'lab:2' },
      { path: 'args.volumes', made: null, asked: '/data:/data:ro' },
      { path: 'env.TOKEN', made: '(a value)', asked: '(a value)' },
    ]
    const used = { ...hostPlan, state: 'running', action: 'use', drift } as const
    const hosts = new Map<string, HostPlan>(
      Array.from({ length: 500 }, (_, index) => {
        const name = `gpu${index + 1}`
        return [name, { ...used, reason: `made by this run 0123456789ab at 2026-01-02T03:04:0${index % 10}Z` }]
      }),
    )
    hosts.set('gpu10', { ...hostPlan, reason: 'no container of this name' })
    const { stdout } = await runCli('plan', { script: { plan: somePlan({ action: 'use', hosts }) } })
    const [header, first, second, ...rest] = stdout.split('\n')
    expect(header).toMatch(/^HOST +STATE +ACTION +REASON +DRIFT$/)
    expect(first).toMatch(
      /^gpu\[1-9,11-500\] \(499\) +running +use +made by this run .+ {2}image: lab:1 → lab:2; args\.volumes: nothing → \/data:\/data:ro; env\.TOKEN has another value$/,
    )
    expect(second).toMatch(/^gpu10 +absent +launch +no container of this name +-$/)
    expect(rest).toEqual(['', 'up would: use', ''])
  })

  it.each<[string, Partial<HostPlan>, number]>([
    ['nothing is to be done', { action: 'use', drift: [] }, 0],
    ['there is nothing of ours', { action: 'use', drift: null }, 0],
    ['a container has drifted', { action: 'use', drift: [{ path: 'image', made: 'a', asked: 'b' }] }, 5],
    ['a setup script is to run', { action: 'use', provision: true }, 5],
    ['something is restarted', { action: 'restart' }, 5],
    ['something is launched', { action: 'launch' }, 5],
  ])('exits, asked for it, by whether %s', async (_, decided, code) => {
    const hosts = new Map([['a', { ...hostPlan, ...decided }]])
    const script = { plan: somePlan({ action: 'use', hosts }) }
    expect(await runCli('plan', { script })).toMatchObject({ exitCode: 0 })
    const { exitCode, json } = await runCli('plan --detailed-exitcode --json', { script })
    expect([exitCode, json?.exitCode, json?.ok]).toEqual([code, code, true])
  })

  it('exits with what stands in its way rather than with whether there is something to do', async () => {
    const script = { plan: refused }
    expect(await runCli('plan --detailed-exitcode', { script })).toMatchObject({ exitCode: 3 })
  })

  it('has exactly these keys as JSON', async () => {
    const { json } = await runCli('plan --json')
    const host = { ok: true, state: 'absent', action: 'launch', reason: 'no container of this name', drift: null }
    expect(json).toEqual({
      berth: { version: expect.any(String), format: 1 },
      command: 'plan',
      cluster: 'lab',
      ok: true,
      exitCode: 0,
      hosts: { a: host, b: host },
      errors: [],
      sshdPort: null,
      warnings: [],
      action: 'launch',
    })
  })

  it('exits with 3 when refused, with the refusal in the JSON too', async () => {
    const { exitCode, stderr, json } = await runCli('plan --json', { script: { plan: refused } })
    expect(exitCode).toBe(3)
    const error = { code: 'BERTH_IN_USE', kind: 'refused', hosts: ['a'], remedy: 'Wait.' }
    expect(json).toMatchObject({
      action: 'refuse',
      errors: [error],
      hosts: { a: { ok: false, error }, b: { ok: true } },
    })
    expect(stderr).toBe('error: up: in use\na: running\n  → Wait.\n')
  })

  it('exits with 4 when that is because of a host that cannot be reached', async () => {
    const plan = somePlan({ action: 'refuse', refusal: { ...refusal, unreachable: ['a'] } })
    expect((await runCli('plan', { script: { plan } })).exitCode).toBe(4)
  })

  it('takes what the policy may do, and the runs that were left', async () => {
    const line = 'plan --replace in_use --replace foreign,in_use --repair launch_missing --hosts b'
    const { calls, cluster, records } = await runCli(line, { recorded: ['r1'] })
    expect(calls[0]).toEqual(['plan', 'up', { replace: ['in_use', 'foreign'], repair: 'launch_missing' }])
    expect(cluster?.run).toMatchObject({ owner: { user: 'me', pid: process.pid } })
    expect(cluster?.options.adopt).toEqual({ recorded: ['r1'], reachedBy: new Map(), handedOver: true, runs: [] })
    expect(records.map(({ run }) => run)).toEqual(['r1'])
    expect(cluster?.hosts).toEqual(['b'])
  })
})

describe('status', () => {
  const unknown = (unreachable: boolean): HostStatus => ({
    observation: { state: 'unknown', reason: 'why', remedy: 'what', unreachable },
    labels: null,
    sshdPort: null,
    wouldDo: 'none',
    reason: 'refused',
    drift: null,
    error: new BerthError({
      code: unreachable ? 'BERTH_HOST_UNREACHABLE' : 'BERTH_PROBE_UNTRUSTED',
      host: 'a',
      operation: 'observe',
      message: 'why',
      remedy: 'what',
    }),
  })

  it.each([
    [4, true],
    [1, false],
  ])('exits with %i where a host is unknown and unreachable is %s', async (code, unreachable) => {
    const status = new Map([['a', unknown(unreachable)]])
    expect((await runCli('status', { script: { status } })).exitCode).toBe(code)
  })
})
