import { BerthError, CompensationError, HostsError, type Refusal, RefusalError } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { someConfig, somePlan } from './fake-cluster.js'
import { runCli } from './run-cli.js'

const refusal: Refusal = { code: 'BERTH_IN_USE', message: 'in use\na: running', remedy: 'Wait.', hosts: ['a'] }
const launchFailed = new BerthError({ code: 'BERTH_LAUNCH_FAILED', operation: 'launch', message: 'no', host: 'a' })
const upFailed = new HostsError('launch', new Map([['a', launchFailed]]), 2)

describe('up', () => {
  it('hands its run over', async () => {
    const { exitCode, stdout, record, cluster, calls } = await runCli('up')
    expect(exitCode).toBe(0)
    expect(stdout).toBe('a, b: launched (no container of this name)\n')
    const at = '2026-01-02T03:04:05.000Z'
    expect(record).toEqual({ run: cluster?.run.id, cluster: 'lab', handedOver: true, at })
    expect(calls).toEqual([['up', { keepFailed: false }], ['close']])
  })

  it('adopts the run that was left, unless another is named', async () => {
    expect((await runCli('up', { recorded: 'r1' })).record?.run).toBe('r1')
    expect((await runCli('up --run r2', { recorded: 'r1' })).record?.run).toBe('r2')
  })

  it('leaves no record under other lifetimes', async () => {
    expect((await runCli('up', { config: someConfig({}, { lifetime: 'persistent' }) })).record).toBeNull()
  })

  it.each([
    ['up', upFailed, 1, false],
    ['up --keep-failed', upFailed, 1, true],
    ['up --keep-failed', new RefusalError('up', refusal, somePlan()), 3, false],
    ['up', new CompensationError(launchFailed, new Map([['a', launchFailed]])), 1, true],
  ])(
    '%s that fails with %o exits with %i; a record is left only for what is left: %s',
    async (line, up, code, left) => {
      const { exitCode, record, stdout, stderr, calls } = await runCli(line, { script: { up } })
      expect({ exitCode, stdout, left: record !== null }).toEqual({ exitCode: code, stdout: '', left })
      expect(stderr).toBe(`error: ${up.message}\n`)
      expect(calls.at(-1)).toEqual(['close'])
    },
  )

  it('prints the run and the containers as JSON', async () => {
    const { stdout, cluster } = await runCli('up --json')
    expect(JSON.parse(stdout)).toMatchObject({ run: cluster?.run.id, containers: { a: 'c1' }, action: 'launch' })
  })

  it('shows progress and warnings on stderr, before the result', async () => {
    const { stderr } = await runCli('up', {
      onOpen: ({ onEvent }) => {
        onEvent({ type: 'host', host: 'b', step: 'launch', status: 'done', duration: 1200 })
        onEvent({ type: 'host', host: 'a', step: 'launch', status: 'done', duration: 1200 })
        onEvent({ type: 'warning', message: 'stale' })
      },
    })
    expect(stderr).toBe('a, b  launch      done in 1.2s\nwarning: stale\n')
  })
})

describe('down', () => {
  const down = somePlan({ intent: 'down', action: 'remove' })

  it('forgets the run once all of it is gone', async () => {
    const { exitCode, record, calls } = await runCli('down', { script: { down }, recorded: 'r1' })
    expect({ exitCode, record }).toEqual({ exitCode: 0, record: null })
    expect(calls).toEqual([['down', {}], ['close']])
  })

  it.each([
    ['down --hosts a', {}],
    ['down --run r2', {}],
    ['down', { down: upFailed }],
  ])('%s keeps the record of a run that may still have containers', async (line, script) => {
    expect((await runCli(line, { script, recorded: 'r1' })).record?.run).toBe('r1')
  })

  it('keeps the record where the lifetime is another one now', async () => {
    const config = someConfig({}, { lifetime: 'persistent' })
    const { record, calls } = await runCli('down --destroy', { config, recorded: 'r1' })
    expect(record?.run).toBe('r1')
    expect(calls[0]).toEqual(['down', { destroy: true }])
  })
})
