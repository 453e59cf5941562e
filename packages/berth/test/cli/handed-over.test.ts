import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MemoryCluster, memoryCluster, memoryImage } from '@berth/memory-cluster'
import { newRun, resolveConfig } from 'berth-cluster'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/cli/program.js'
import { RunStore } from '../../src/runs/index.js'
import { wireCluster } from '../../src/wire-cluster.js'
import { loadedConfig } from './fake-cluster.js'
import { memoryInventory } from './memory-inventory.js'

/** The command line over hosts in memory, with real records in a folder of this machine. */
describe('what one process leaves to the next', () => {
  let memory: MemoryCluster
  let folder: string
  beforeEach(() => {
    memory = memoryCluster({ hosts: ['a', 'b', 'c', 'd'], images: { 'lab:1': memoryImage('lab') } })
    folder = mkdtempSync(join(tmpdir(), 'berth-handed-over-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** A machine of its own has a folder of state of its own. */
  interface Where {
    readonly hosts?: readonly string[]
    readonly state?: string
    readonly lifetime?: 'per_run' | 'persistent'
    readonly name?: string
    readonly now?: () => Date
  }

  async function berth(line: string, where: Where = {}) {
    const { hosts = ['a', 'b'], state = folder, lifetime = 'per_run', name = 'lab', now = () => new Date() } = where
    const output = { stdout: '', stderr: '' }
    const config = resolveConfig(
      {
        orchestrator: 'container',
        cluster_name: 'lab',
        node_dict: Object.fromEntries(hosts.map((host) => [host, {}])),
        container: {
          image: 'lab:1',
          name,
          lifetime,
          sshd: false,
          setup_script: false,
          runtime: { name: 'memory', args: { defaults: 'none' } },
        },
      } as Parameters<typeof resolveConfig>[0],
      { runtimes: { memory: memory.runtime } } as object,
    )
    const exitCode = await runCommandLine(line.split(' '), {
      stdout: { write: (text) => (output.stdout += text) },
      stderr: { write: (text) => (output.stderr += text) },
      signal: new AbortController().signal,
      user: newRun().owner.user,
      showStacks: false,
      keepReport: async () => '/state/errors/report.txt',
      openRuns: async () => new RunStore(state),
      mayLeave: () => undefined,
      fileExists: () => true,
      isFolder: () => false,
      standardInput: () => null,
      clusterVariable: null,
      moduleFacts: async () => null,
      loadConfig: async () => loadedConfig(config),
      openCluster: (opened, options) =>
        wireCluster(opened, { ...options, transport: memory.anotherTransport(), runtimes: { memory: memory.runtime } }),
      openInventory: async (opened, options) => memoryInventory(memory, opened, options),
      now,
    })
    return { exitCode, ...output }
  }
  const there = (): string[] =>
    [...memory.hosts.values()].filter(({ containers }) => containers.has('lab')).map(({ name }) => name)
  const remembered = (): number => new RunStore(folder).list('lab', newRun().owner.user).length

  it('is used and taken down by whoever comes, and by nobody replaced', async () => {
    expect(await berth('up')).toMatchObject({ exitCode: 0 })
    const ids = memory.ids()
    for (const line of ['up', 'exec -- true', 'status', 'up']) expect(await berth(line)).toMatchObject({ exitCode: 0 })
    expect(memory.ids()).toEqual(ids)
    expect(remembered()).toBe(1)
    expect(await berth('down')).toMatchObject({ exitCode: 0 })
    expect([there(), remembered()]).toEqual([[], 0])
  })

  it('of two cluster files with one container name, neither meets the other', async () => {
    const [A, B] = [{ hosts: ['a', 'b'] }, { hosts: ['c', 'd'] }]
    expect(await berth('up', A)).toMatchObject({ exitCode: 0 })
    expect(await berth('up', B)).toMatchObject({ exitCode: 0 })
    expect(await berth('down', A)).toMatchObject({ exitCode: 0 })
    expect(there()).toEqual(['c', 'd'])
    const ids = memory.ids()
    expect(await berth('exec -- true', B)).toMatchObject({ exitCode: 0 })
    expect(await berth('up', B)).toMatchObject({ exitCode: 0 })
    expect(memory.ids()).toEqual(ids)
    expect(await berth('down', B)).toMatchObject({ exitCode: 0 })
    expect([there(), remembered()]).toEqual([[], 0])
  })

  it('is not replaced by a process with another folder of state, as cron has it', async () => {
    await berth('up')
    const ids = memory.ids()
    const cron = { state: join(folder, 'of-cron') }
    expect(await berth('run -- true', cron)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/handed over: .* Run: berth down --cluster/),
    })
    expect(await berth('up', cron)).toMatchObject({ exitCode: 0 })
    expect(memory.ids()).toEqual(ids)
    expect(await berth('down', cron)).toMatchObject({ exitCode: 0 })
    expect(there()).toEqual([])
  })

  it('of a run that is named, the record of another is not touched', async () => {
    await berth('up')
    const [record] = new RunStore(folder).list('lab', newRun().owner.user)
    expect(await berth('up --run some-other-run')).toMatchObject({ exitCode: 0 })
    expect(new RunStore(folder).list('lab', newRun().owner.user)).toEqual([record])
  })

  it('of two cluster files with one cluster name, the one that is taken down leaves the other remembered', async () => {
    for (const name of ['one', 'two']) expect(await berth('up', { name })).toMatchObject({ exitCode: 0 })
    expect(await berth('down', { name: 'one' })).toMatchObject({ exitCode: 0 })
    expect([memory.ids(), remembered()]).toEqual([['a-2', 'b-2'], 1])
    expect(await berth('down', { name: 'two' })).toMatchObject({ exitCode: 0 })
    expect([memory.ids(), remembered()]).toEqual([[], 0])
  })

  it('is remembered where a down came before it was there', async () => {
    memory.fail('a', 'launch', async () => {
      expect(await berth('down')).toMatchObject({ exitCode: 0 })
    })
    expect(await berth('up')).toMatchObject({ exitCode: 0 })
    expect([there(), remembered()]).toEqual([['a', 'b'], 1])
  })

  it('stays as a whole while the process that launched it has not let go of all of it', async () => {
    let down: Awaited<ReturnType<typeof berth>> | null = null
    memory.fail('a', 'exec', async () => {
      down = await berth('down')
    })
    expect(await berth('up')).toMatchObject({ exitCode: 0 })
    expect(down).toMatchObject({ exitCode: 3 })
    expect(there()).toEqual(['a', 'b'])
    expect(await berth('down')).toMatchObject({ exitCode: 0 })
  })

  it('is nothing of a run that failed at its last step', async () => {
    memory.fail('b', 'exec', 'BERTH_EXEC_NOT_STARTED')
    const { exitCode, stderr } = await berth('run -- true')
    expect({ exitCode, there: there() }).toEqual({ exitCode: 1, there: [] })
    expect(stderr).toContain('write down that the launch is done')
    expect(stderr).not.toContain('stays')
  })

  it('is forgotten where nothing is left of it, once nothing can come any more', async () => {
    const yesterday = (): Date => new Date(Date.now() - 25 * 60 * 60 * 1000)
    expect(await berth('up', { now: yesterday })).toMatchObject({ exitCode: 0 })
    for (const host of ['a', 'b']) memory.host(host).engine.remove(memory.host(host).container('lab'))
    expect(await berth('down')).toMatchObject({ exitCode: 0 })
    expect(remembered()).toBe(0)
  })

  it('changes nothing where a run cannot be remembered', async () => {
    const state = join(folder, 'a-file')
    writeFileSync(state, '')
    for (const lifetime of ['per_run', 'persistent'] as const) {
      expect(await berth('up', { state, lifetime })).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining(state),
      })
      expect(memory.changes).toEqual([])
    }
  })

  it('down says of what stays whose it is, by which command it would go, and exits with 3 where that is all', async () => {
    const config = { hosts: ['a', 'b'] }
    await berth('up', config)
    for (const host of ['a', 'b']) {
      const container = memory.host(host).container('lab')
      const owner = { ...JSON.parse(container.labels['berth.owner'] ?? ''), machine: 'elsewhere/1' }
      container.labels = { ...container.labels, 'berth.owner': JSON.stringify(owner) }
    }
    const { exitCode, stderr } = await berth('down', { ...config, state: join(folder, 'elsewhere') })
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/of run \S+ of user .* on elsewhere\) since /)
    expect(there()).toEqual(['a', 'b'])
    const [, run] = /down --run (\S+)/.exec(stderr) ?? []
    expect(await berth(`down --run ${run}`, config)).toMatchObject({ exitCode: 0 })
    expect(there()).toEqual([])
  })
})
