import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MemoryCluster } from '@berth/memory-cluster'
import { onTestFinished } from 'vitest'
import type { PrintedCommand } from '../../../../testbed/test/remedies/printed-commands.js'
import { runCommandLine } from '../../../src/cli/program.js'
import { loadConfig } from '../../../src/load-config.js'
import { RunStore } from '../../../src/runs/index.js'
import { wireCluster } from '../../../src/wire-cluster.js'
import { memoryInventory } from '../../cli/memory-inventory.js'

/** How a command line ended. */
export interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** What an exit in the middle would have been said to leave, in the order in which that was told. */
  readonly mayLeave: readonly string[]
}

/** The command `berth` on a cluster in memory, with a cluster file and a state folder of its own. */
export class MemoryBerth {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'berth-remedies-'))
  readonly file: string = join(this.folder, 'lab one.json')
  readonly #memory: MemoryCluster
  #interrupts = new AbortController()

  constructor(memory: MemoryCluster, container: Readonly<Record<string, unknown>> = {}) {
    onTestFinished(() => rmSync(this.folder, { recursive: true }))
    this.#memory = memory
    const usual = { image: 'lab:1', name: 'lab', setup_script: false, sshd: false }
    const runtime = { name: 'memory', args: { defaults: 'none' } }
    const content = {
      orchestrator: 'container',
      cluster_name: 'lab',
      node_dict: Object.fromEntries([...memory.hosts.keys()].map((host) => [host, {}])),
      container: { ...usual, runtime, ...container },
    }
    writeFileSync(this.file, JSON.stringify(content))
  }

  /** Interrupts the command line that runs. */
  interrupt(): void {
    this.#interrupts.abort(new Error('interrupted by the user'))
  }

  /** Runs `berth` with these words on the cluster file. */
  on(subcommand: string, ...words: readonly string[]): Promise<Ended> {
    return this.#run([subcommand, '--cluster', this.file, ...words])
  }

  /** Runs a printed line as it is: a shell takes it apart. */
  printed({ hosts, line }: PrintedCommand): Promise<Ended> {
    if (hosts !== null) throw new Error(`this is for hosts: ${line}`)
    const words = execFileSync('sh', ['-c', `berth() { printf '%s\\0' "$@"; }\n${line}`], { encoding: 'utf8' })
    return this.#run(words.split('\0').slice(0, -1))
  }

  async #run(words: readonly string[]): Promise<Ended> {
    const runtimes = { memory: this.#memory.runtime }
    const output = { stdout: '', stderr: '' }
    const mayLeave: string[] = []
    this.#interrupts = new AbortController()
    const exitCode = await runCommandLine(words, {
      stdout: { write: (text) => (output.stdout += text) },
      stderr: { write: (text) => (output.stderr += text) },
      signal: this.#interrupts.signal,
      user: 'ann',
      showStacks: false,
      keepReport: async () => '/state/errors/report.txt',
      openRuns: async () => new RunStore(join(this.folder, 'runs')),
      mayLeave: (text) => void (text !== null && mayLeave.push(text)),
      fileExists: () => true,
      isFolder: () => false,
      standardInput: () => null,
      clusterVariable: null,
      moduleFacts: async () => null,
      loadConfig: (file, options) => loadConfig(file, { ...options, runtimes }),
      openCluster: (config, options) =>
        wireCluster(config, { ...options, transport: this.#memory.anotherTransport(), runtimes }),
      openInventory: async (config, options) => memoryInventory(this.#memory, config, options),
      now: () => new Date(),
    })
    return { exitCode, ...output, mayLeave }
  }
}
