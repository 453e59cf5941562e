import {
  BerthError,
  CompensationError,
  type HostPlan,
  HostsError,
  KeptError,
  labelNames,
  type Plan,
  type Refusal,
  RefusalError,
} from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { someConfig, somePlan } from './fake-cluster.js'
import { type CliWorld, runCli } from './run-cli.js'

const refusal: Refusal = { code: 'BERTH_IN_USE', message: 'in use\na: running', remedy: 'Wait.', hosts: ['a'] }
const takeDown = { id: 'down', on: 'this machine', argv: ['berth', 'down'] } as const
const launchFailed = new BerthError({ code: 'BERTH_LAUNCH_FAILED', operation: 'launch', message: 'no', host: 'a' })
const upFailed = new HostsError('launch', new Map([['a', launchFailed]]), 2)

describe('up', () => {
  it('lets go of what it makes, and remembers its run, with the engines, before it launches', async () => {
    const { exitCode, stdout, records, cluster, calls } = await runCli('up')
    expect(exitCode).toBe(0)
    expect(stdout).toBe('a, b: launched (no container of this name)\n')
    const at = '2026-01-02T03:04:05.000Z'
    const engine = { reachedBy: 'sudo', engineId: 'e1' }
    const engines = { a: engine, b: engine }
    const run = cluster?.run.id
    const container = { runtime: 'docker', name: 'box' }
    expect(records).toEqual([
      { run, cluster: 'lab', user: 'me', container, hosts: ['a', 'b'], engines, missing: {}, at },
    ])
    expect(cluster?.options.handsOver).toBe(true)
    expect(calls).toEqual([['up', { keepFailed: false }], ['close']])
  })

  it('is a run of its own, and adopts what was handed over, and the runs that are named', async () => {
    const recorded = ['r1']
    const { cluster, records } = await runCli('up --run r2,r3 --run r4', { recorded })
    expect(cluster?.options.adopt).toEqual({
      recorded,
      reachedBy: new Map(),
      handedOver: true,
      runs: ['r2', 'r3', 'r4'],
    })
    expect(recorded).not.toContain(cluster?.run.id)
    expect(records.map(({ run }) => run)).toEqual(['r1', cluster?.run.id])
  })

  it('fails before anything is launched where its run cannot be remembered', async () => {
    const unwritable = new BerthError({ code: 'BERTH_STATE', operation: 'write the run record', message: 'read-only' })
    const { exitCode, calls } = await runCli('up', { unwritable })
    expect({ exitCode, calls }).toEqual({ exitCode: 2, calls: [['close']] })
  })

  it.each([
    ['up', upFailed, 1, false],
    ['up --keep-failed', upFailed, 1, true],
    ['up --keep-failed', new RefusalError('up', refusal, somePlan()), 3, false],
    ['up', new CompensationError(launchFailed, new Map([['a', launchFailed]]), takeDown), 1, true],
    ['up', new KeptError(launchFailed, new Map([['a', { id: 'a-1', name: 'box', labels: {} }]]), takeDown), 1, true],
  ])(
    '%s that fails with %o exits with %i; a record is left only for what is left: %s',
    async (line, up, code, left) => {
      const { exitCode, records, stdout, stderr, calls } = await runCli(line, { script: { up } })
      expect({ exitCode, stdout, left: records.length > 0 }).toEqual({ exitCode: code, stdout: '', left })
      expect(stderr).toBe(`error: ${up.message}\n`)
      expect(calls.at(-1)).toEqual(['close'])
    },
  )

  it('prints the run and the containers as JSON', async () => {
    const { json, cluster } = await runCli('up --json')
    expect(json).toMatchObject({ run: cluster?.run.id, hosts: { a: { container: 'c1' } }, action: 'launch' })
  })

  it('shows progress and warnings on stderr, before the result', async () => {
    const { stderr } = await runCli('up', {
      onOpen: ({ onEvent }) => {
        onEvent({ type: 'host', host: 'b', step: 'launch', status: 'done', duration: 1200 })
        onEvent({ type: 'host', host: 'a', step: 'launch', status: 'done', duration: 1200 })
        onEvent({ type: 'warning', message: 'stale' })
      },
    })
    expect(stderr).toBe('warning: stale\nlaunch 2/2 · 0:00\n')
  })
})

describe('down', () => {
  const gone = {
    state: 'running',
    action: 'remove',
    reason: 'handed over',
    provision: false,
    drift: null,
    compensation: 'none',
  } as const
  const container = (run: string) => ({ id: 'c1', name: 'box', labels: { [labelNames.run]: run } })
  const planOf = (hosts: Readonly<Record<string, Partial<HostPlan>>>): Plan =>
    somePlan({
      intent: 'down',
      action: 'remove',
      hosts: new Map(
        Object.entries(hosts).map(([host, plan]) => [host, { ...gone, container: container('r1'), ...plan }]),
      ),
    })
  const all = planOf({ a: {}, b: {} })
  const remembered = async (line: string, world: CliWorld): Promise<string[]> =>
    (await runCli(line, { recorded: ['r1', 'r2'], ...world })).records.map(({ run }) => run)

  it('forgets the runs of which it has looked at all hosts', async () => {
    const { exitCode, records, calls } = await runCli('down', { script: { down: all }, recorded: ['r1'] })
    expect({ exitCode, records }).toEqual({ exitCode: 0, records: [] })
    expect(calls).toEqual([['down', {}], ['close']])
    expect(await remembered('down', { script: { down: all } })).toEqual([])
  })

  it.each<[string, Plan | Error, string[]]>([
    ['of which it has not looked at all hosts', planOf({ a: {} }), ['r1', 'r2']],
    [
      'of which a host is unknown',
      planOf({ a: {}, b: { state: 'unknown', action: 'none', container: null } }),
      ['r1', 'r2'],
    ],
    ['of which something stays', planOf({ a: {}, b: { action: 'none', container: container('r2') } }), ['r2']],
    ['where it fails', upFailed, ['r1', 'r2']],
  ])('remembers the runs %s', async (_name, down, runs) => {
    expect(await remembered('down', { script: { down } })).toEqual(runs)
  })

  it('destroys with the same memory', async () => {
    const config = someConfig({}, { lifetime: 'persistent' })
    const { records, calls } = await runCli('down --destroy', { config, script: { down: all }, recorded: ['r1'] })
    expect(calls[0]).toEqual(['down', { destroy: true }])
    expect(records).toEqual([])
  })

  it('exits with 3 where there is nothing of this user to take down, but something of another', async () => {
    const { exitCode, stderr, records } = await runCli('down', {
      script: { down: new RefusalError('down', refusal, somePlan()) },
      recorded: ['r1'],
    })
    expect({ exitCode, records: records.length }).toEqual({ exitCode: 3, records: 1 })
    expect(stderr).toContain('in use')
  })
})
