import { randomUUID } from 'node:crypto'
import { asArgv } from '../../command/as-argv.js'
import { operationOn, runProgram } from '../../command/operation/index.js'
import { tagAssignment } from '../../command/terminate.js'
import type {
  Command,
  CommandEnvironment,
  ContainerExecOptions,
  ContainerShell,
  ExecResult,
  OutputStream,
} from '../../contract/index.js'
import type { BerthError } from '../../errors/index.js'
import { failuresOf, onHosts } from '../../fanout/index.js'
import { Daemons } from './daemons.js'
import { firstFailure } from './failure/first-failure.js'
import type { RankEnding } from './failure/rank-endings.js'
import { Gate } from './gate/gate.js'
import { launchCommand, rankCommand, sweepCommand } from './gate/gate-commands.js'
import { launchAssignment, launchVariable } from './guards/guard-command.js'
import { Guards } from './guards/guards.js'
import { LaunchOutput } from './launch-output.js'
import type { MpiFamily, MpiLauncher } from './launcher/launcher.js'
import { pickLauncher } from './launcher/pick-launcher.js'
import { MpiResult } from './mpi-result.js'
import { networkFor } from './network/network-for.js'
import { mpiOperations } from './operations.js'
import { hostfile } from './ranks/hostfile.js'
import { hostsOfRanks, type PlacedRanks } from './ranks/place-ranks.js'
import type { MpiLaunch } from './words/launch.js'
import { launcherWords } from './words/launcher-words.js'

/** One host that takes part. */
export interface MpiHost {
  /** By its name in the cluster file. */
  readonly host: string
  /** The name or address by which the others reach it. */
  readonly address: string
  /** Variables that tell commands of the host, as `BERTH_RANK`; no secrets. */
  readonly variables: Readonly<Record<string, string>>
}

/** A program that is to run with many ranks. */
export interface MpiJob {
  readonly command: Command
  /** The hosts with their ranks; the first launches. */
  readonly placed: readonly PlacedRanks[]
  readonly hosts: ReadonlyMap<string, MpiHost>
  readonly shellOf: (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>
  readonly env: CommandEnvironment
  readonly mpi: MpiFamily | 'auto'
  readonly launch: MpiLaunch
  readonly args: readonly string[]
  /** Null: the network that all have in common. */
  readonly interface: string | null
  readonly place: Pick<ContainerExecOptions, 'user' | 'workingDirectory'>
  readonly tagOutput: boolean
  /** Asks a host for a sign of life, past its containers. */
  readonly askHost: (host: string, call: { readonly signal?: AbortSignal }) => Promise<unknown>
  /** Milliseconds of silence after which a host is lost. */
  readonly lostAfter: number
  /** Milliseconds; undefined for no limit. */
  readonly timeout: number | undefined
  readonly signal: AbortSignal | undefined
  readonly onOutput: ((stream: OutputStream, chunk: Uint8Array) => unknown) | undefined
  readonly maxOutput: number | undefined
}

/** Milliseconds in which daemons end by themselves once the launcher has ended. */
const daemonGrace = 1_000

/** Milliseconds that daemons have beyond the launcher's time: it ends them with the ranks when its own is up. */
const daemonTimeout = 2_000

/**
 * Runs a program with many ranks, to its end on every host. Resolves for every ending of the launcher; rejects as
 * `exec` does where the launcher was not started, and with `BERTH_MPI_UNUSABLE`.
 */
export async function runMpi(job: MpiJob): Promise<MpiResult> {
  const { placed, signal, launch } = job
  const [head = ''] = placed.map(({ host }) => host)
  const shell = await job.shellOf(head, signal ? { signal } : {})
  const hostOf = hostsByName(job)
  const tag = randomUUID()
  const { user } = job.place
  let opened: Gate | null = null
  const daemons = new Daemons({
    gate: () => {
      if (opened === null) throw new TypeError('Nothing is launched before the gate is open')
      return opened
    },
    hostOf,
    shellOf: job.shellOf,
    execOf: (host) => ({
      ...job.place,
      publicEnv: { ...job.hosts.get(host)?.variables, [launchVariable]: tag },
      ...(job.timeout !== undefined && { timeout: job.timeout + daemonTimeout }),
    }),
  })
  const gate = await Gate.open(shell, {
    mpi: job.mpi,
    launch,
    onRequest: (request) => daemons.start(request),
    exec: { ...(user !== undefined && { user }), ...(signal && { signal }) },
  })
  opened = gate
  const began = performance.now()
  const cut = new AbortController()
  let loseHead: (ended: ExecResult) => void = () => undefined
  const headLost = new Promise<ExecResult>((resolve) => {
    loseHead = resolve
  })
  let left: Promise<ReadonlyMap<string, BerthError>> | null = null
  const guards = new Guards({
    ...job,
    // Who logs in through sshd is root.
    exec: launch === 'sshd' ? { user: '0' } : user === undefined ? {} : { user },
    tag,
    onLost: (host) => {
      endAll(true).finally(() => cut.abort(new Error(`${host} is lost`)))
      if (host === head) loseHead({ ...lostResult, host, duration: performance.now() - began })
    },
  })
  // Guards are quick; what they have left, where one was not begun, is then ended by those who see all of it.
  const endAll = (atOnce: boolean): Promise<unknown> => {
    left ??= guards.end(atOnce).then(() => {
      void daemons.end(0, guards.lost)
      return launch === 'sshd' ? sweep(job, tag, guards.lost) : new Map()
    })
    return left
  }
  const endOthers = (): void => void endAll(false)
  // The others do not wait until the launcher has told them, as it may not do that any more.
  signal?.addEventListener('abort', endOthers, { once: true })
  let dead: NodeJS.Timeout | undefined
  const overdue = job.timeout === undefined ? undefined : setTimeout(endOthers, job.timeout)
  try {
    const { launcher, words } = await prepareLaunch(job, gate, tag)
    const output = new LaunchOutput(rankMark(tag), job.onOutput, job.maxOutput)
    const running = shell.exec(launchCommand(gate.facts.folder, words), {
      ...job.place,
      env: job.env,
      publicEnv: { ...job.hosts.get(head)?.variables, [launchVariable]: tag },
      onOutput: (stream, chunk) => {
        const taken = output.push(stream, chunk)
        if (endsAll(output.endings, job)) dead ??= setTimeout(() => void endAll(true), launcherTime)
        return taken
      },
      maxOutput: 0,
      ...(job.timeout !== undefined && { timeout: job.timeout }),
      signal: signal === undefined ? cut.signal : AbortSignal.any([signal, cut.signal]),
    })
    // Nobody waits for the answer of a host that is lost.
    const launched = await Promise.race([running, headLost])
    const [first] = output.endings
    // The launcher was ended with the rest: what it would have said is what the rank said.
    const ended: ExecResult =
      dead !== undefined && left !== null && first !== undefined && launched.endedBy === 'exit'
        ? { ...launched, exitCode: first.exitCode, signal: null }
        : launched
    await output.finish()
    if (ended.endedBy === 'exit') await daemons.end(daemonGrace, guards.lost)
    if (ended.exitCode !== 0) await endAll(true)
    const failures = new Map([...((await left) ?? []), ...daemons.failures, ...guards.lost])
    const { endings, said, kept } = output
    const { dialect } = launcher
    const isFailure = ended.endedBy === 'exit' && ended.exitCode !== 0
    const hosts = hostsOfRanks(placed)
    const [[gone, lost] = []] = guards.lost
    const failed =
      gone !== undefined
        ? { rank: hosts.indexOf(gone), host: gone, how: 'was lost with its host' }
        : isFailure
          ? firstFailure({ placed, dialect, endings, said, hostOf })
          : null
    const facts = { launcher, launch, hosts, daemons: failures, failed, lost: lost ?? null }
    const unseen = lost === undefined ? {} : { mayStillRun: lostResult.mayStillRun }
    return new MpiResult({ ...ended, ...kept, ...unseen }, facts, said.stderr)
  } finally {
    clearTimeout(overdue)
    clearTimeout(dead)
    signal?.removeEventListener('abort', endOthers)
    await daemons.end(0, guards.lost)
    await guards.close()
    const closed = gate.close()
    if (!guards.lost.has(head)) await closed
  }
}

/**
 * Whether a rank has ended in a way in which launchers end all others too: by a signal, where no words of the user's
 * tell the launcher otherwise.
 */
function endsAll(endings: readonly RankEnding[], { args }: MpiJob): boolean {
  return args.length === 0 && endings.some(({ exitCode }) => exitCode > 128)
}

/** Milliseconds that a launcher has to end the other ranks where one was ended by a signal. */
const launcherTime = 1_500

/** How a launcher has ended whose host is lost, and what else is on such a host. */
const lostResult = {
  exitCode: null,
  signal: null,
  endedBy: 'lost',
  stdout: '',
  stderr: '',
  truncated: false,
  mayStillRun: { because: 'connection lost', process: null, processes: [] },
} as const

/** The name of the program that ranks are run by, by which they tell of their ends. */
function rankMark(tag: string): string {
  return `berth-${tag}`
}

/** The host of each name or address that a launcher may use for it. */
function hostsByName({ hosts }: MpiJob): (name: string) => string | undefined {
  const byName = new Map([...hosts.values()].flatMap(({ host, address }) => [[host, host] as const, [address, host]]))
  return (name) => byName.get(name)
}

/** Picks the launcher, and puts into the gate's folder what the launcher is to read. */
async function prepareLaunch(
  job: MpiJob,
  gate: Gate,
  tag: string,
): Promise<{ readonly launcher: MpiLauncher; readonly words: readonly string[] }> {
  const { user, found, networks, folder } = gate.facts
  const hosts = job.placed.flatMap(({ host }) => job.hosts.get(host) ?? [])
  const [head] = hosts
  const launcher = pickLauncher(head?.host ?? '', found, job.mpi)
  const lines = job.placed.map(({ host, ranks }) => ({ address: job.hosts.get(host)?.address ?? host, ranks }))
  const variables = job.launch === 'sshd' ? hosts : []
  await gate.makeFiles(
    new Map([
      ['hosts', hostfile(lines, launcher.dialect)],
      ...variables.map((host) => [`host.${host.address}`, variablesLine(host.variables, tag)] as const),
    ]),
  )
  const addresses = hosts.map(({ address }) => address)
  const words = launcherWords({
    launcher,
    agent: `${folder}/agent`,
    hostfile: `${folder}/hosts`,
    headAddress: head?.address ?? '',
    ranks: job.placed.reduce((sum, { ranks }) => sum + ranks, 0),
    hosts: job.placed.length,
    asRoot: user === 0,
    network: networkFor({
      host: head?.host ?? '',
      networks,
      asked: job.interface,
      addresses,
      dialect: launcher.dialect,
    }),
    tagOutput: job.tagOutput,
    variables: Object.keys(job.env),
    args: job.args,
    command: rankCommand(rankMark(tag), asArgv(job.command)),
  })
  return { launcher, words }
}

/** Words of `env`: no value of these has a character that a shell reads. */
function variablesLine(variables: Readonly<Record<string, string>>, tag: string): string {
  const assignments = Object.entries(variables).filter(([, value]) => /^[\w.:%,-]*$/.test(value))
  return `${[tagAssignment(tag), launchAssignment(tag), ...assignments.map(([name, value]) => `${name}=${value}`)].join(' ')}\n`
}

/** Ends what a launch through sshd has left on the hosts. Gives the hosts where something may be left, with why. */
async function sweep(
  { placed, shellOf }: MpiJob,
  tag: string,
  lost: ReadonlyMap<string, unknown>,
): Promise<ReadonlyMap<string, BerthError>> {
  const { operation } = mpiOperations.sweep
  const outcomes = await onHosts(
    placed.flatMap(({ host }) => (lost.has(host) ? [] : [host])),
    operation,
    async (host) =>
      runProgram(await shellOf(host, {}), operationOn(host, mpiOperations.sweep), sweepCommand(tag), {
        user: '0',
        timeout: sweepTime,
      }),
  )
  return failuresOf(outcomes)
}

/** Milliseconds for a sweep of one container. */
const sweepTime = 15_000
