import {
  type BerthError,
  type ClusterConfig,
  type ClusterFile,
  type ClusterOptions,
  type ClusterStatus,
  type Command,
  type DetachedCommand,
  type DetachedCommands,
  type EngineFacts,
  type EventListener,
  type ExecResult,
  HostResults,
  type Intent,
  type MpiOptions,
  MpiResult,
  type OutputAs,
  type OutputEncoding,
  type Plan,
  type PulledImages,
  RefusalError,
  type ResultLimits,
  type Run,
  resolveConfig,
  type SavedImage,
  type Transferred,
  type WaysToHosts,
} from 'berth-cluster'
import { ofDetachedCommand } from '../../../core/src/cluster/exec/command-error.js'
import type { CliCluster } from '../../src/cli/environment.js'
import type { LoadedCluster } from '../../src/load-config.js'

/** A config of hosts a and b, per_run unless said otherwise. */
export function someConfig(file: Partial<ClusterFile> = {}, container: Record<string, unknown> = {}): ClusterConfig {
  return resolveConfig({
    orchestrator: 'container',
    cluster_name: 'lab',
    node_dict: { a: {}, b: {} },
    container: { image: 'busybox:1', name: 'box', sshd: false, setup_script: false, ...container },
    ...file,
  })
}

/** A config as a file gives it that says nothing of where it was written. */
export function loadedConfig(config: ClusterConfig): LoadedCluster {
  return { config, sources: new Map(), effective: { file: {}, leftOut: [] }, runtimes: {} }
}

/** A plan in which the same is done on hosts a and b. */
export function somePlan(plan: Partial<Plan> = {}): Plan {
  const one = { state: 'absent', action: 'launch', reason: 'no container of this name' } as const
  const host = { ...one, container: null, provision: false, drift: null, compensation: 'none' } as const
  return {
    intent: 'up',
    lifetime: 'per_run',
    action: 'launch',
    hosts: new Map([
      ['a', host],
      ['b', host],
    ]),
    missing: new Map(),
    warnings: [],
    sshdPort: null,
    refusal: null,
    ...plan,
  }
}

/** How a command ended on one host; exit code 0 and no output unless said otherwise. */
function someResult(host: string, result: Partial<ExecResult> = {}): ExecResult {
  const ended = { exitCode: 0, signal: null, endedBy: 'exit', truncated: false, duration: 5 } as const
  return { host, stdout: '', stderr: '', ...ended, ...result }
}

/** Results of many hosts; an error is of a command that did not start. */
export function someResults(
  outcomes: Readonly<Record<string, Partial<ExecResult> | BerthError>>,
  limits: ResultLimits = {},
): HostResults {
  return new HostResults(
    new Map(
      Object.entries(outcomes).map(([host, outcome]) => [
        host,
        outcome instanceof Error
          ? { ok: false as const, error: outcome }
          : { ok: true as const, value: someResult(host, outcome) },
      ]),
    ),
    '',
    undefined,
    limits,
  )
}

const bothSucceed = someResults({ a: {}, b: {} })

type Results<Encoding extends OutputEncoding> = HostResults<OutputAs<Encoding>>
type ResultsParts<Encoding extends OutputEncoding> = ConstructorParameters<typeof HostResults<OutputAs<Encoding>>>

/** Results in the encoding that was asked for; `\xff` stands for that byte, which no UTF-8 has. */
function encoded<Encoding extends OutputEncoding = 'utf8'>(
  results: HostResults,
  options: { readonly encoding?: Encoding } = {},
  commandError: unknown = undefined,
): Results<Encoding> {
  const bytes = (text: string): Buffer => Buffer.from(text, text.includes('\xff') ? 'latin1' : 'utf8')
  const output = options.encoding === 'buffer' ? bytes : (text: string) => text
  const outcomes = [...results].map(({ error, endedBy, ...result }) => {
    const value = { ...result, endedBy, stdout: output(result.stdout), stderr: output(result.stderr) }
    return [result.host, error === null ? { ok: true, value } : { ok: false, error }] as const
  })
  const nothing = output('') as OutputAs<Encoding>
  const limits: ResultLimits = {
    mostFailures: results.withinBudget ? results.failures().size : 0,
    missing: results.missing,
  }
  const parts = [new Map(outcomes), nothing, commandError, limits] as unknown as ResultsParts<Encoding>
  return new HostResults(...parts)
}

/** How four ranks on hosts a and b ended, which Open MPI's launcher ran on a. */
export function someMpiResult(
  result: Partial<ExecResult> = {},
  facts: Partial<Pick<MpiResult, 'daemons' | 'left' | 'failed'>> = {},
): MpiResult {
  const ended = someResult('a', result)
  const launcher = { family: 'openmpi', dialect: 'orte', version: '4.1.4', path: '/usr/bin/mpirun' } as const
  const all = {
    launcher,
    launch: 'berth',
    hosts: ['a', 'a', 'b', 'b'],
    daemons: new Map(),
    left: new Map(),
    failed: null,
    lost: null,
    ...facts,
  } as const
  return new MpiResult(ended, all, ended.stderr)
}

/** One file of 2 MiB on host a, which host b had. */
function someTransfers(): ReadonlyMap<string, Transferred> {
  return new Map([
    ['a', { files: 1, unchanged: 0, bytes: 2 * 1024 * 1024 }],
    ['b', { files: 0, unchanged: 1, bytes: 0 }],
  ])
}

/** What the calls of a fake cluster give, or throw if it is an error. */
export interface Script {
  readonly plan?: Plan | null | Error
  /** The hosts that it goes on without, whatever is called. Default is none. */
  readonly missing?: ReadonlyMap<string, BerthError>
  readonly up?: Plan | null | Error
  readonly pull?: PulledImages | null | Error
  readonly save?: SavedImage | null | Error
  readonly attach?: Error
  readonly exec?: HostResults | Error
  readonly mpirun?: MpiResult | Error
  readonly put?: ReadonlyMap<string, Transferred> | Error
  readonly status?: ClusterStatus
  readonly examine?: WaysToHosts
  readonly listed?: DetachedCommands
  readonly forget?: Error
  readonly stop?: Error
  readonly start?: Error
  readonly get?: Error
  readonly down?: Plan | null | Error
}

/** What a cluster is opened with, beside the file, the run and the hosts. */
export type FakeOptions = Pick<ClusterOptions, 'adopt' | 'beforeLaunch' | 'handsOver'>

const someEngine: EngineFacts = {
  id: 'e1',
  boot: 'b',
  own: true,
  version: '1',
  store: 's',
  root: '/r',
  reachedBy: 'sudo',
  rootless: false,
  endsWithLogin: false,
}

/** A cluster that records its calls, each as `name` and arguments but for signals and listeners, and does as told. */
export class FakeCluster implements CliCluster {
  readonly calls: (readonly unknown[])[] = []
  readonly config: ClusterConfig
  readonly run: Run
  readonly hosts: readonly string[]
  readonly containers: ReadonlyMap<string, string> = new Map([['a', 'c1']])
  readonly missing: ReadonlyMap<string, BerthError>
  readonly onEvent: EventListener
  readonly options: FakeOptions
  readonly #script: Script

  constructor(
    config: ClusterConfig,
    run: Run,
    hosts: readonly string[],
    onEvent: EventListener,
    script: Script,
    options: FakeOptions = {},
  ) {
    this.config = config
    this.run = run
    this.hosts = hosts
    this.onEvent = onEvent
    this.missing = script.missing ?? new Map()
    this.#script = script
    this.options = options
  }

  async plan(intent?: Intent, options?: object): Promise<Plan | null> {
    return this.#called(['plan', intent, withoutSignal(options)], this.#script.plan ?? somePlan())
  }

  async pull(options?: object): Promise<PulledImages | null> {
    const nothing = { images: new Map(), missing: new Map() }
    return this.#called(['pull', withoutSignal(options)], this.#script.pull === undefined ? nothing : this.#script.pull)
  }

  async save(reference: string, options?: object): Promise<SavedImage | null> {
    return this.#called(['save', reference, withoutSignal(options)], this.#script.save ?? null)
  }

  async up(options?: object): Promise<Plan | null> {
    if (!(this.#script.up instanceof RefusalError)) {
      const engines = new Map(this.hosts.map((host) => [host, someEngine]))
      await this.options.beforeLaunch?.({ run: this.run, hosts: this.hosts, engines })
    }
    return this.#called(['up', withoutSignal(options)], this.#script.up ?? somePlan())
  }

  async attach(options?: object): Promise<Plan | null> {
    const given = withoutSignal(options)
    const call = Object.keys(given).length === 0 ? ['attach'] : ['attach', given]
    return this.#called(call, this.#script.attach ?? somePlan({ intent: 'attach', action: 'attach' }))
  }

  async execEach<Encoding extends OutputEncoding = 'utf8'>(
    commandOf: (host: string) => Command | null,
    { on, ...options }: { readonly encoding?: Encoding; readonly on?: string } = {},
  ): Promise<HostResults<OutputAs<Encoding>>> {
    const call = [on === 'host' ? 'execOnHost' : 'exec', this.#commands(commandOf), withoutSignal(options)]
    return encoded(this.#called(call, this.#script.exec ?? bothSucceed), options)
  }

  async mpirun({ onOutput, ...options }: MpiOptions): Promise<MpiResult> {
    const result = this.#called(['mpirun', withoutSignal(options)], this.#script.mpirun ?? someMpiResult())
    for (const stream of ['stdout', 'stderr'] as const) onOutput?.(stream, Buffer.from(result[stream]))
    return result
  }

  async startEach(commandOf: (host: string) => Command | null, options?: object): Promise<DetachedCommand> {
    this.#called(['start', this.#commands(commandOf), withoutSignal(options)], this.#script.start ?? undefined)
    return this.#detached('d1')
  }

  /** The command of all hosts; or of each, where they are not the same. */
  #commands(commandOf: (host: string) => Command | null): unknown {
    const [one, ...others] = this.hosts.map(commandOf)
    return others.every((other) => other === one)
      ? one
      : Object.fromEntries(this.hosts.map((host) => [host, commandOf(host)]))
  }

  detached(id: string, options?: object): DetachedCommand {
    this.calls.push(['detached', id, options])
    return this.#detached(id)
  }

  #detached(id: string): DetachedCommand {
    const wait = async (options?: { readonly encoding?: 'buffer' }): Promise<HostResults | HostResults<Uint8Array>> =>
      encoded(
        this.#called(['wait', withoutSignal(options)], this.#script.exec ?? bothSucceed),
        options,
        ofDetachedCommand,
      )
    const stop = async (): Promise<void> => this.#called(['stop'], this.#script.stop ?? undefined)
    const forget = async (): Promise<void> => this.#called(['forget'], this.#script.forget ?? undefined)
    return { id, hosts: this.hosts, wait, stop, forget } as unknown as DetachedCommand
  }

  async listDetached(options?: object): Promise<DetachedCommands> {
    return this.#called(['listDetached', withoutSignal(options)], this.#script.listed ?? new Map())
  }

  async putFile(path: string, content: unknown, options?: object): Promise<ReadonlyMap<string, Transferred>> {
    return this.#called(['putFile', path, content, withoutSignal(options)], this.#script.put ?? someTransfers())
  }

  async putDirectory(path: string, folder: string, options?: object): Promise<ReadonlyMap<string, Transferred>> {
    return this.#called(['putDirectory', path, folder, withoutSignal(options)], this.#script.put ?? someTransfers())
  }

  async saveFile(path: string, folder: string, options?: object): Promise<ReadonlyMap<string, string>> {
    const saved = new Map(this.hosts.map((host) => [host, `${folder}/${host}/file`]))
    return this.#called(['saveFile', path, folder, withoutSignal(options)], this.#script.get ?? saved)
  }

  async status(): Promise<ClusterStatus> {
    return this.#called(['status'], this.#script.status ?? new Map())
  }

  async down(options?: object): Promise<Plan | null> {
    return this.#called(['down', withoutSignal(options)], this.#script.down ?? somePlan({ intent: 'down' }))
  }

  async examine(): Promise<WaysToHosts> {
    return this.#called(['examine'], this.#script.examine ?? { errors: new Map(), remarks: new Map() })
  }

  async close(): Promise<void> {
    this.calls.push(['close'])
  }

  #called<Value>(call: readonly unknown[], outcome: Value | Error): Value {
    this.calls.push(call)
    if (outcome instanceof Error) throw outcome
    return outcome
  }
}

const ofProgress = new Set(['signal', 'onHostEnd', 'onHostBegin'])

function withoutSignal(options: object = {}): object {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !ofProgress.has(key)))
}
