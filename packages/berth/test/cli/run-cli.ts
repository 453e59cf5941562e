import { type ClusterConfig, ConfigError, newRun } from 'berth-cluster'
import { runCommandLine } from '../../src/cli/program.js'
import type { RunRecord, RunRecords } from '../../src/runs/index.js'
import { FakeCluster, type Script, someConfig } from './fake-cluster.js'

/** What a command line did. */
export interface CliOutcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** What was kept of what is too long for a terminal. */
  readonly reports: readonly string[]
  /** Null if none was opened. */
  readonly cluster: FakeCluster | null
  /** The calls of the cluster; none if none was opened. */
  readonly calls: readonly (readonly unknown[])[]
  /** The record that is there afterwards. */
  readonly record: RunRecord | null
}

/** The world that a command line runs in. */
export interface CliWorld {
  readonly script?: Script
  readonly config?: ClusterConfig | ConfigError
  /** Id of the run of which there is a record. */
  readonly recorded?: string
  /** Files that are there. Default is ./berth.json. */
  readonly files?: readonly string[]
  /** Folders that are there. Default is none. */
  readonly folders?: readonly string[]
  readonly signal?: AbortSignal
  readonly showStacks?: boolean
  /** Whether no report can be kept. Default is false. */
  readonly noReports?: boolean
  /** Called with the cluster when it is opened. */
  readonly onOpen?: (cluster: FakeCluster) => void
}

/** Runs a command line, given as one text, or as words where one has spaces, on a fake cluster. */
export async function runCli(line: string | readonly string[], world: CliWorld = {}): Promise<CliOutcome> {
  const { config = someConfig(), files = ['./berth.json'], folders = [], signal = new AbortController().signal } = world
  const output = { stdout: '', stderr: '' }
  const reports: string[] = []
  const runs = memoryRecords(world.recorded)
  let cluster: FakeCluster | null = null
  const exitCode = await runCommandLine(typeof line === 'string' ? line.split(' ') : line, {
    stdout: { write: (text) => (output.stdout += text) },
    stderr: { write: (text) => (output.stderr += text) },
    signal,
    user: 'me',
    showStacks: world.showStacks ?? false,
    openRuns: async () => runs,
    mayLeave: () => undefined,
    fileExists: (path) => files.includes(path),
    isFolder: (path) => folders.includes(path),
    loadConfig: async () => {
      if (config instanceof ConfigError) throw config
      return config
    },
    openCluster: async (
      opened,
      { run = newRun(), hosts = opened.hosts.map(({ name }) => name), onEvent = () => undefined },
    ) => {
      cluster = new FakeCluster(opened, run, hosts, onEvent, world.script ?? {})
      world.onOpen?.(cluster)
      return cluster
    },
    keepReport: async (text) => {
      if (world.noReports) throw new Error('no space left on device')
      reports.push(text)
      return `/state/errors/${reports.length}.txt`
    },
    now: () => new Date('2026-01-02T03:04:05Z'),
  })
  const made = cluster as FakeCluster | null
  return { exitCode, ...output, reports, cluster: made, calls: made?.calls ?? [], record: runs.read('lab', 'me') }
}

function memoryRecords(recorded: string | undefined): RunRecords {
  const at = '2026-01-01T00:00:00.000Z'
  let record: RunRecord | null = recorded === undefined ? null : { run: recorded, cluster: 'lab', handedOver: true, at }
  return {
    read: () => record,
    write: (written) => {
      record = written
    },
    remove: () => {
      record = null
    },
  }
}
