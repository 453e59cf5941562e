import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MemoryCluster, memoryCluster, memoryImage } from '@berth/memory-cluster'
import { newRun, resolveConfig } from 'berth-cluster'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { statusRow } from '../../src/cli/output/status-row.js'
import { runCommandLine } from '../../src/cli/program.js'
import { RunStore } from '../../src/runs/index.js'
import { wireCluster } from '../../src/wire-cluster.js'
import { loadedConfig } from './fake-cluster.js'
import { memoryInventory } from './memory-inventory.js'
import { Screen } from './terminal/screen.js'

/** What a command line printed, as a terminal of 80 columns has it in rows. */
interface Printed {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  readonly rows: number
}

const nodeset = 'gpu[001-200].dc1.example.com'
const folded = `${nodeset} (200)`

describe('on 200 hosts', () => {
  let memory: MemoryCluster
  let folder: string
  const slow = new Map<string, number>()
  const config = (image: string) =>
    resolveConfig({
      orchestrator: 'container',
      cluster_name: 'lab',
      node_dict: { [nodeset]: {} },
      container: {
        image,
        name: 'lab',
        lifetime: 'persistent',
        sshd: false,
        setup_script: false,
        runtime: { name: 'memory', args: { defaults: 'none' } },
      },
    } as Parameters<typeof resolveConfig>[0])
  const hosts = config('lab:1').hosts.map(({ name }) => name)

  beforeEach(() => {
    slow.clear()
    memory = memoryCluster({
      hosts,
      registry: { 'lab:1': memoryImage('lab') },
      programs: { work: ({ host }) => ({ stdout: `done\n`, takes: slow.get(host) ?? 1000 }) },
    })
    folder = mkdtempSync(join(tmpdir(), 'berth-many-hosts-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  async function berth(line: string, { image = 'lab:1', terminal = false } = {}): Promise<Printed> {
    const output = { stdout: '', stderr: '' }
    const screen = new Screen(80)
    const sink = (name: 'stdout' | 'stderr') => ({
      isTTY: terminal,
      columns: 80,
      write: (text: string | Uint8Array) => {
        output[name] += text.toString()
        return screen.write(text)
      },
    })
    const row = statusRow(sink('stderr'), { TERM: 'xterm' })
    const exitCode = await runCommandLine(line.split(' '), {
      stdout: row?.above(sink('stdout')) ?? sink('stdout'),
      stderr: row?.above(sink('stderr')) ?? sink('stderr'),
      signal: new AbortController().signal,
      user: newRun().owner.user,
      showStacks: false,
      keepReport: async () => '/state/errors/report.txt',
      openRuns: async () => new RunStore(folder),
      mayLeave: () => undefined,
      fileExists: () => true,
      isFolder: () => false,
      clusterVariable: null,
      standardInput: () => null,
      moduleFacts: async () => null,
      loadConfig: async () => loadedConfig(config(image)),
      openCluster: (opened, options) =>
        wireCluster(opened, { ...options, transport: memory.anotherTransport(), runtimes: { memory: memory.runtime } }),
      openInventory: async (opened, options) => memoryInventory(memory, opened, options),
      now: () => new Date(),
      clock: memory.clock,
      row,
    })
    return { exitCode, ...output, rows: screen.rows.length - 1 }
  }

  it('a plan, an up and a command take few rows, on a terminal and elsewhere', { timeout: 600_000 }, async () => {
    const planned = await berth('plan')
    expect(planned).toMatchObject({ exitCode: 0, stderr: '' })
    expect(planned.stdout).toContain(`${folded}  absent  launch`)
    expect(planned.stdout.split('\n')).toHaveLength(5)

    const up = await berth('up', { terminal: true })
    expect([up.exitCode, up.rows < 8]).toEqual([0, true])
    expect(up.stderr).toContain('launch 200/200 · ')
    expect(up.stdout).toBe(`${folded}: launched (no container of this name)\n`)

    const last = hosts.at(-1) ?? ''
    slow.set(last, 95_000)
    const lines = ['0:02', '0:32', '1:02', '1:32'].map((at) => `exec 199/200 · ${at} · waiting for ${last}\n`)
    const printed = `── ${folded} ──\ndone\n`
    expect(await berth('exec -- work')).toMatchObject({ exitCode: 0, stderr: lines.join(''), stdout: printed })

    const drifted = await berth('plan --detailed-exitcode', { image: 'lab:2' })
    expect(drifted.exitCode).toBe(5)
    expect(drifted.stdout).toContain('image: lab:1 → lab:2\n')
    expect(drifted.rows).toBeLessThan(12)
  })
})
