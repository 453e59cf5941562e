import type { Readable } from 'node:stream'
import {
  type ClusterConfig,
  type ClusterFile,
  ConfigError,
  type ContainerInventory,
  type InventoryOptions,
  newRun,
} from 'berth-cluster'
import type { Clock } from '../../src/cli/environment.js'
import { statusRow } from '../../src/cli/output/status-row.js'
import { runCommandLine } from '../../src/cli/program.js'
import type { LoadedCluster } from '../../src/load-config.js'
import type { ModuleFacts } from '../../src/modules/module-facts.js'
import type { RunRecord, RunRecords } from '../../src/runs/index.js'
import { FakeCluster, loadedConfig, type Script, someConfig } from './fake-cluster.js'
import { checkedJson, type Envelope } from './json/check-json.js'
import { manualClock } from './progress/manual-clock.js'

/** What a command line did. */
export interface CliOutcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** What was printed with --json, held against the published schemas; null without --json. */
  readonly json: Envelope | null
  /** What was kept of what is too long for a terminal. */
  readonly reports: readonly string[]
  /** The files that were loaded, and how. */
  readonly loads: readonly (readonly [file: string | ClusterFile, options: object])[]
  /** Null if none was opened. */
  readonly cluster: FakeCluster | null
  /** The calls of the cluster; none if none was opened. */
  readonly calls: readonly (readonly unknown[])[]
  /** The records that are there afterwards. */
  readonly records: readonly RunRecord[]
}

/** The world that a command line runs in. */
export interface CliWorld {
  readonly script?: Script
  readonly config?: ClusterConfig | LoadedCluster | ConfigError
  /** The module that the cluster file names. Default is none. */
  readonly module?: ModuleFacts
  /** What `ls` and `prune` ask. Default is nothing: they fail. */
  readonly inventory?: (config: ClusterConfig, options: InventoryOptions) => ContainerInventory
  /** What BERTH_CLUSTER names. Default is nothing. */
  readonly clusterVariable?: string
  /** Ids of the runs of which there are records, each of hosts a and b. */
  readonly recorded?: readonly string[]
  /** Thrown where a record is to be written. */
  readonly unwritable?: Error
  /** Files that are there. Default is ./berth.json. */
  readonly files?: readonly string[]
  /** Folders that are there. Default is none. */
  readonly folders?: readonly string[]
  /** Default is none. */
  readonly standardInput?: Readable
  readonly signal?: AbortSignal
  readonly showStacks?: boolean
  /** Whether no report can be kept. Default is false. */
  readonly noReports?: boolean
  /** Whether both streams are one terminal. Default is false. */
  readonly onTerminal?: boolean
  /** Columns of the terminal. Default is 80. */
  readonly columns?: number
  /** What progress tells the time by. Default is a clock that stands still. */
  readonly clock?: Clock
  /** Called with the cluster when it is opened. */
  readonly onOpen?: (cluster: FakeCluster) => void
}

/** Runs a command line, given as one text, or as words where one has spaces, on a fake cluster. */
export async function runCli(line: string | readonly string[], world: CliWorld = {}): Promise<CliOutcome> {
  const { config = someConfig(), files = ['./berth.json'], folders = [], signal = new AbortController().signal } = world
  const output = { stdout: '', stderr: '' }
  const terminal = world.onTerminal ? { isTTY: true, columns: world.columns ?? 80 } : {}
  const streams = {
    stdout: { write: (text: string | Uint8Array) => (output.stdout += text), ...terminal },
    stderr: { write: (text: string | Uint8Array) => (output.stderr += text), ...terminal },
  }
  const row = statusRow(streams.stderr, { TERM: 'xterm' })
  const reports: string[] = []
  const loads: [string | ClusterFile, object][] = []
  const runs = memoryRecords(world.recorded ?? [], world.unwritable)
  let cluster: FakeCluster | null = null
  const words = typeof line === 'string' ? line.split(' ') : line
  const exitCode = await runCommandLine(words, {
    stdout: row?.above(streams.stdout) ?? streams.stdout,
    stderr: row?.above(streams.stderr) ?? streams.stderr,
    signal,
    user: 'me',
    showStacks: world.showStacks ?? false,
    openRuns: async () => runs,
    mayLeave: () => undefined,
    fileExists: (path) => files.includes(path),
    standardInput: () => world.standardInput ?? null,
    isFolder: (path) => folders.includes(path),
    clusterVariable: world.clusterVariable ?? null,
    moduleFacts: async () => world.module ?? null,
    loadConfig: async (file, { signal: _, ...options }) => {
      loads.push([file, options])
      if (config instanceof ConfigError) throw config
      return 'sources' in config ? config : loadedConfig(config)
    },
    openInventory: async (opened, options) => {
      if (world.inventory === undefined) throw new Error('this world has no inventory')
      return world.inventory(opened, options)
    },
    openCluster: async (
      opened,
      {
        run = newRun(),
        hosts = opened.hosts.map(({ name }) => name),
        onEvent = () => undefined,
        runtimes: _,
        ...options
      },
    ) => {
      cluster = new FakeCluster(opened, run, hosts, onEvent, world.script ?? {}, options)
      world.onOpen?.(cluster)
      return cluster
    },
    keepReport: async (text) => {
      if (world.noReports) throw new Error('no space left on device')
      reports.push(text)
      return `/state/errors/${reports.length}.txt`
    },
    now: () => new Date('2026-01-02T03:04:05Z'),
    clock: world.clock ?? manualClock(),
    row,
  })
  const made = cluster as FakeCluster | null
  const json = asksForJson(words) ? checkedJson(output.stdout, words, exitCode) : null
  return {
    exitCode,
    ...output,
    json,
    reports,
    loads,
    cluster: made,
    calls: made?.calls ?? [],
    records: runs.list('lab', 'me'),
  }
}

function asksForJson(words: readonly string[]): boolean {
  return words.slice(0, [...words, '--'].indexOf('--')).includes('--json')
}

/** A record of a run on hosts a and b. */
function someRecord(run: string): RunRecord {
  return {
    run,
    cluster: 'lab',
    user: 'me',
    container: null,
    hosts: ['a', 'b'],
    engines: {},
    missing: {},
    at: '2026-01-01T00:00:00.000Z',
  }
}

function memoryRecords(recorded: readonly string[], unwritable: Error | undefined): RunRecords {
  const records = new Map(recorded.map((run) => [run, someRecord(run)]))
  return {
    list: () => [...records.values()],
    write: (record) => {
      if (unwritable !== undefined) throw unwritable
      records.set(record.run, record)
    },
    remove: (run) => void records.delete(run),
  }
}
