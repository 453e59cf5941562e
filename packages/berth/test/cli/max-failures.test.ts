import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { BerthError, KeptError } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { type Script, somePlan, someResults } from './fake-cluster.js'
import { runCli } from './run-cli.js'

const failed = new BerthError({ code: 'BERTH_LAUNCH_FAILED', operation: 'launch', message: 'disk full', host: 'b' })
const missing = new Map([['b', failed]])
const onlyA = new Map([...somePlan().hosts].filter(([host]) => host === 'a'))
const upWithoutB = { missing, up: somePlan({ hosts: onlyA, missing }) }

describe('up --max-failures', () => {
  it('takes a number and a share, and refuses what is neither', async () => {
    const { calls } = await runCli('up --max-failures 5% --parallel 64')
    expect(calls[0]).toEqual(['up', { maxFailures: '5%', parallel: 64, keepFailed: false }])
    expect((await runCli('plan --max-failures 3')).calls[0]).toEqual(['plan', 'up', { maxFailures: 3 }])
    for (const wrong of ['up --max-failures x', 'up --max-failures 101%', 'up --max-failures -1', 'up --parallel 0'])
      expect(await runCli(wrong)).toMatchObject({ exitCode: 2, cluster: null })
  })

  it('exits with 0 where it went on without hosts, names them, and remembers them', async () => {
    const { exitCode, stdout, records, cluster } = await runCli('up --max-failures 1', { script: upWithoutB })
    expect(exitCode).toBe(0)
    expect(stdout).toBe('a: launched (no container of this name)\nb: left out (launch: disk full)\n')
    const reason = 'launch: disk full'
    expect(records).toMatchObject([
      { run: cluster?.run.id, hosts: ['a'], missing: { b: { code: 'BERTH_LAUNCH_FAILED', reason, left: false } } },
    ])
  })

  it('keeps in the record what is left on a host', async () => {
    const bringUp = { id: 'up', on: 'this machine', argv: ['berth', 'up'] } as const
    const kept = new KeptError(failed, new Map([['b', { id: 'b-1', name: 'box', labels: {} }]]), bringUp)
    const left = new Map([['b', kept]])
    const script = { missing: left, up: somePlan({ hosts: onlyA, missing: left }) }
    const { records } = await runCli('up --max-failures 1', { script })
    expect(records).toMatchObject([{ hosts: ['a', 'b'], missing: { b: { left: true } } }])
  })

  it('says so with --json, host by host', async () => {
    const { json } = await runCli('up --json --max-failures 1', { script: upWithoutB })
    expect(json).toMatchObject({
      ok: true,
      exitCode: 0,
      hosts: { a: { ok: true }, b: { ok: false, error: { code: 'BERTH_LAUNCH_FAILED' } } },
    })
  })
})

describe('exec --max-failures', () => {
  it('attaches and runs within the same budget: who is not there is not counted twice', async () => {
    const { calls } = await runCli('exec --max-failures 1 --parallel 1 -n -- x', { script: { missing } })
    expect(calls.slice(0, 2)).toEqual([
      ['attach', { maxFailures: 1 }],
      ['exec', 'x', { parallel: 1, maxFailures: 0 }],
    ])
  })

  it('takes a share of the hosts that have a command', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-share-'))
    const each = join(folder, 'each.yaml')
    writeFileSync(each, 'a: ./serve\nb: null\n')
    const most = async (line: string, script: Script = {}): Promise<unknown> =>
      (await runCli(line, { script })).calls.find(([name]) => name === 'exec' || name === 'execOnHost')?.[2]
    expect(await most('exec --max-failures 50% -n -- x')).toMatchObject({ maxFailures: 1 })
    expect(await most('exec --head --max-failures 50% -n -- x')).toMatchObject({ maxFailures: 0 })
    expect(await most(`exec --each ${each} --max-failures 50% -n`)).toMatchObject({ maxFailures: 0 })
    expect(await most(`run --each ${each} --max-failures 50% -n`)).toMatchObject({ maxFailures: 0 })
    expect(await most(`exec --each ${each} --max-failures 1 -n`, { missing })).toMatchObject({ maxFailures: 1 })
    rmSync(folder, { recursive: true })
  })

  it('with --skip-unreachable counts who failed otherwise, but not who fails in the command', async () => {
    const most = async (left: ReadonlyMap<string, BerthError>): Promise<unknown> =>
      (await runCli('exec --skip-unreachable --max-failures 1 -n -- x', { script: { missing: left } })).calls[1]?.[2]
    const unreachable = new BerthError({
      ...{ code: 'BERTH_HOST_UNREACHABLE', operation: 'connect', message: 'no route', host: 'b' },
    })
    expect(await most(missing)).toMatchObject({ maxFailures: 0 })
    expect(await most(new Map([['b', unreachable]]))).toMatchObject({ maxFailures: 1 })
  })

  it('exits with 0 where the command failed on no more hosts', async () => {
    const exec = someResults({ a: {}, b: { exitCode: 3 } }, { mostFailures: 1 })
    const { exitCode, stdout } = await runCli('exec --max-failures 1 -- x', { script: { exec } })
    expect([exitCode, stdout.includes('exit code 3')]).toEqual([0, true])
    expect((await runCli('exec -- x', { script: { exec: someResults({ a: {}, b: { exitCode: 3 } }) } })).exitCode).toBe(
      1,
    )
  })

  it('is refused with an input that all hosts would have to read at once', async () => {
    const world = { standardInput: Readable.from(['x']) }
    const { exitCode, stderr, calls } = await runCli('exec --parallel 1 -- cat', world)
    expect([exitCode, calls]).toEqual([2, [['close']]])
    expect(stderr).toContain('Add -n (--no-stdin)')
    expect((await runCli('run --parallel 1 -- cat', world)).calls).toEqual([['close']])
    expect((await runCli('exec --parallel 2 -- cat', world)).exitCode).toBe(0)
  })
})

it('run lets hosts fail in the up and in the command together', async () => {
  const { calls } = await runCli('run --max-failures 1 -- x', { script: { missing } })
  expect(calls.slice(0, 2)).toEqual([
    ['up', { maxFailures: 1 }],
    ['exec', 'x', { maxFailures: 0 }],
  ])
})

it('hosts that are missing have their error with --json in every answer', async () => {
  const exec = someResults({ a: {} })
  for (const line of ['exec --json -- x', 'put --json ./x /x', 'ps --json'])
    expect((await runCli(line, { script: { missing, exec, put: new Map() } })).json).toMatchObject({
      ok: true,
      hosts: { b: { ok: false, error: { message: 'disk full' } } },
    })
})
