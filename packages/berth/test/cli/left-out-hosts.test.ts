import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MemoryCluster, memoryCluster, memoryImage } from '@berth/memory-cluster'
import { newRun, resolveConfig } from 'berth-cluster'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/cli/program.js'
import { RunStore } from '../../src/runs/index.js'
import { wireCluster } from '../../src/wire-cluster.js'
import { loadedConfig } from './fake-cluster.js'

describe.each(['per_run', 'persistent'] as const)('a host that an up of lifetime %s went on without', (lifetime) => {
  let memory: MemoryCluster
  let folder: string
  const configOf = (name: string) =>
    resolveConfig({
      orchestrator: 'container',
      cluster_name: 'lab',
      node_dict: { 'gpu[1-4]': {} },
      container: {
        ...{ image: 'lab:1', name, lifetime, sshd: false, setup_script: false },
        runtime: { name: 'memory', args: { defaults: 'none' } },
      },
    } as Parameters<typeof resolveConfig>[0])
  const takeDown = lifetime === 'per_run' ? 'down' : 'down --destroy'

  beforeEach(async () => {
    memory = memoryCluster({ hosts: ['gpu1', 'gpu2', 'gpu3', 'gpu4'], images: { 'lab:1': memoryImage('lab') } })
    folder = mkdtempSync(join(tmpdir(), 'berth-left-out-'))
    memory.fail('gpu2', 'launch', 'BERTH_LAUNCH_FAILED')
    expect(await berth('up --max-failures 25%')).toMatchObject({
      exitCode: 0,
      stdout: 'gpu1, gpu3, gpu4: launched (no container of this name)\ngpu2: left out (launch: as injected)\n',
    })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const records = () => new RunStore(folder).list('lab', newRun().owner.user)

  /** A process of the command line. `hours`: how much later than now it runs. */
  async function berth(line: string, { name = 'lab', hours = 0 } = {}) {
    const config = configOf(name)
    const output = { stdout: '', stderr: '' }
    const sink = (name: 'stdout' | 'stderr') => ({
      write: (text: string | Uint8Array) => (output[name] += text.toString()),
    })
    const exitCode = await runCommandLine(line.split(' '), {
      ...{ stdout: sink('stdout'), stderr: sink('stderr'), signal: new AbortController().signal },
      ...{ user: newRun().owner.user, showStacks: false, clusterVariable: null },
      keepReport: async () => '/state/errors/report.txt',
      openRuns: async () => new RunStore(folder),
      ...{ mayLeave: () => undefined, fileExists: () => true, isFolder: () => false, standardInput: () => null },
      moduleFacts: async () => null,
      loadConfig: async () => loadedConfig(config),
      openCluster: (opened, options) =>
        wireCluster(opened, { ...options, transport: memory.anotherTransport(), runtimes: { memory: memory.runtime } }),
      openInventory: () => expect.fail('not here'),
      now: () => new Date(Date.now() + hours * 3_600_000),
      clock: memory.clock,
    })
    return { exitCode, ...output }
  }

  it('is no part of what later processes work on, who say so, also where it is out of reach', async () => {
    memory.host('gpu2').reachable = false
    const { exitCode, stdout, stderr } = await berth('exec -- echo hello')
    expect([exitCode, stdout]).toEqual([0, '── gpu1, gpu3, gpu4 ──\nhello\n'])
    expect(stderr).toMatch(/^warning: going on without 1 of 4 hosts, which an earlier up went on without: gpu2\n/)
    expect(stderr.match(/going on without/g)).toHaveLength(1)
    expect((await berth('up')).stdout).toMatch(
      /^gpu1, gpu3, gpu4: used as it is .*\ngpu2: left out \(.*as injected\)\n$/,
    )
    expect((await berth('status')).exitCode).toBe(4)
    expect(await berth(lifetime === 'per_run' ? 'down' : 'down --destroy --hosts !gpu2')).toMatchObject({ exitCode: 0 })
    expect(memory.ids()).toEqual([])
    memory.host('gpu2').reachable = true
    expect((await berth('up')).stdout).toContain(
      lifetime === 'per_run' ? 'gpu1, gpu2, gpu3, gpu4: launched' : 'launched',
    )
  })

  it('is taken in again by a repair, and is one of all from then on', async () => {
    expect((await berth('up --repair launch_missing')).stdout).toMatch(/gpu2: launched/)
    const { exitCode, stdout, stderr } = await berth('exec -- echo hello')
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: '── gpu1, gpu2, gpu3, gpu4 ──\nhello\n',
      stderr: '',
    })
  })

  it('is looked at by a down where an earlier up had made something', async () => {
    await berth('up --repair launch_missing')
    memory.host('gpu2').reachable = false
    expect((await berth('up --max-failures 1')).exitCode).toBe(0)
    expect((await berth('exec -- echo hello')).stdout).toContain('── gpu1, gpu3, gpu4 ──')
    expect((await berth(takeDown)).exitCode).not.toBe(0)
    memory.host('gpu2').reachable = true
    expect((await berth(takeDown)).exitCode).toBe(0)
    expect([memory.ids(), records().filter(({ missing }) => 'gpu2' in missing)]).toEqual([[], []])
  })

  it('is one of all again once nothing is left of the set', async () => {
    for (const host of memory.hosts.values())
      for (const container of host.containers.values()) host.engine.remove(container)
    memory.fail('gpu3', 'launch', 'BERTH_LAUNCH_FAILED').fail('gpu2', 'launch', 'BERTH_LAUNCH_FAILED')
    expect((await berth('up --max-failures 2')).stdout).toContain('gpu1, gpu4: launched')
    expect((await berth('exec -- echo hello')).stdout).toContain('── gpu1, gpu4 ──')
    for (const host of memory.hosts.values())
      for (const container of host.containers.values()) host.engine.remove(container)
    await berth(takeDown)
    expect(records().every(({ missing }) => Object.keys(missing).length === 0)).toBe(true)
    const { stdout, stderr } = await berth('up')
    expect(stdout).toContain('gpu1, gpu2, gpu3, gpu4: launched')
    expect(stderr).not.toContain('going on without')
  })

  it('is left out of its own set alone: another container of the same hosts is on all of them', async () => {
    const other = { name: 'other' }
    expect((await berth('up', other)).stdout).toContain('gpu1, gpu2, gpu3, gpu4: launched')
    expect((await berth('exec -- echo hello')).stdout).toContain('── gpu1, gpu3, gpu4 ──')
    expect((await berth(takeDown, other)).exitCode).toBe(0)
    expect((await berth('exec -- echo hello')).stdout).toContain('── gpu1, gpu3, gpu4 ──')
  })

  it.runIf(lifetime === 'persistent')('stays left out for as long as the set is there, whatever the time', async () => {
    await berth('up --repair launch_missing')
    memory.host('gpu2').reachable = false
    expect((await berth('up --max-failures 1')).exitCode).toBe(0)
    expect((await berth('down', { hours: 25 })).exitCode).toBe(0)
    expect((await berth('exec -- echo hello')).stdout).toContain('── gpu1, gpu3, gpu4 ──')
  })

  it('is worked on where it is named alone', async () => {
    const { exitCode, stderr } = await berth('exec --hosts gpu2 -- echo hello')
    expect([exitCode, stderr.includes('there is nothing to attach to')]).toEqual([3, true])
    expect((await berth('up --hosts gpu2')).exitCode).toBe(0)
    expect((await berth('exec -- echo hello')).stdout).toContain('gpu1, gpu2, gpu3, gpu4')
  })
})
