import { operationError, operationOn } from '../../../command/operation/index.js'
import type { ExecResult } from '../../../contract/index.js'
import { pause } from '../../../fanout/pause.js'
import { firstFailure } from '../failure/first-failure.js'
import type { RankEnding } from '../failure/rank-endings.js'
import { launchCommand, launchLines } from '../gate/gate-commands.js'
import { launchVariable } from '../guards/guard-command.js'
import type { MpiLauncher } from '../launcher/launcher.js'
import { LineSource } from '../line-source.js'
import { MpiResult } from '../mpi-result.js'
import { mpiOperations } from '../operations.js'
import { hostsOfRanks } from '../ranks/place-ranks.js'
import type { MpiLaunch } from '../words/launch.js'
import { LaunchHold } from './launch-hold.js'
import { LaunchOutput } from './launch-output.js'
import { hostsByName, type MpiJob } from './mpi-job.js'
import { prepareLaunch, rankMark } from './prepare-launch.js'

/**
 * Runs a program with many ranks, to its end on every host, by the first of the ways that is there for the user as whom
 * the launcher runs. Resolves for every ending of the launcher; rejects as `exec` does where the launcher was not
 * started, and with `BERTH_MPI_UNUSABLE`.
 */
export async function runMpi(job: Omit<MpiJob, 'launch'>, ways: readonly MpiLaunch[]): Promise<MpiResult> {
  for (const launch of ways) {
    const result = await launchBy({ ...job, launch })
    if (result !== null) return result
  }
  const [head = ''] = job.placed.map(({ host }) => host)
  throw operationError(operationOn(head, mpiOperations.prepare), {
    reason: 'the sshd of the containers is for root alone, and the launcher would run as another user',
    remedy: 'Leave the way of the launch to Berth, or ask for its own (--launch berth), which needs no sshd.',
  })
}

/** Null where there is no such way for the user as whom the launcher runs: nothing was launched. */
async function launchBy(job: MpiJob): Promise<MpiResult | null> {
  const { placed, signal, timeout } = job
  const [head = ''] = placed.map(({ host }) => host)
  const shell = await job.shellOf(head, signal ? { signal } : {})
  const hold = new LaunchHold(job)
  // The others do not wait until the launcher has told them, as it may not do that any more.
  const endOthers = (): void => void hold.endAll(false)
  let dead: NodeJS.Timeout | undefined
  let overdue: NodeJS.Timeout | undefined
  const output = new LaunchOutput(rankMark(hold.tag), job.onOutput, job.maxOutput)
  const [lines, unused] = [new LineSource(), new AbortController()]
  // A command in a container takes long to begin: the launcher's begins with the gate, and waits for its words.
  const running = shell.exec(launchCommand(), {
    ...job.place,
    env: job.env,
    publicEnv: { ...job.hosts.get(head)?.variables, [launchVariable]: hold.tag },
    stdin: lines,
    onOutput: (stream, chunk) => {
      const taken = output.push(stream, chunk)
      if (endsAll(output.endings, job)) dead ??= setTimeout(() => void hold.endAll(true), launcherTime)
      return taken
    },
    maxOutput: 0,
    ...(timeout !== undefined && { timeout }),
    signal: AbortSignal.any([hold.cut, unused.signal, ...(signal === undefined ? [] : [signal])]),
  })
  // Whoever waits for it is told.
  running.catch(() => undefined)
  let launching = false
  try {
    const gate = await hold.open(shell)
    if (job.launch === 'sshd' && gate.facts.user !== 0) return null
    signal?.addEventListener('abort', endOthers, { once: true })
    overdue = timeout === undefined ? undefined : setTimeout(endOthers, timeout)
    const began = performance.now()
    const { launcher, words } = await prepareLaunch(job, gate, hold.tag)
    launching = true
    lines.add(launchLines(gate.facts.folder, words))
    lines.end()
    // Nobody waits for the answer of a host that is lost.
    const lost = hold.headLost.then(() => ({ ...lostResult, host: head, duration: performance.now() - began }))
    const launched = await Promise.race([running, lost])
    const [first] = output.endings
    // The launcher was ended with the rest: what it would have said is what the rank said.
    const ended: ExecResult =
      dead !== undefined && hold.isEnding && first !== undefined && launched.endedBy === 'exit'
        ? { ...launched, exitCode: first.exitCode, signal: null }
        : launched
    await output.finish()
    if (ended.endedBy === 'exit') await hold.endDaemons(ended.exitCode === 0)
    if (ended.exitCode !== 0) await hold.endAll(true)
    return await resultOf(job, hold, launcher, ended, output)
  } finally {
    clearTimeout(overdue)
    clearTimeout(dead)
    signal?.removeEventListener('abort', endOthers)
    await Promise.all([hold.close(), launching ? null : letGo(running, lines, unused)])
  }
}

/** Lets a launcher go that was told nothing: it becomes nothing. Never rejects. */
async function letGo(running: Promise<unknown>, lines: LineSource, unused: AbortController): Promise<void> {
  const gone = new AbortController()
  const going = running.then(
    () => gone.abort(),
    () => gone.abort(),
  )
  lines.end()
  await pause(goingTime, gone.signal)
  unused.abort(new Error('nothing is launched'))
  await going
}

/** Milliseconds in which a launcher that was told nothing goes by itself. */
const goingTime = 2_000

/** What became of a launch, once all of it has ended. */
async function resultOf(
  job: MpiJob,
  hold: LaunchHold,
  launcher: MpiLauncher,
  ended: ExecResult,
  { endings, said, kept }: LaunchOutput,
): Promise<MpiResult> {
  const { placed, launch } = job
  const { dialect } = launcher
  const [daemons, left] = [await hold.failures(), await hold.left()]
  const isFailure = ended.endedBy === 'exit' && ended.exitCode !== 0
  const hosts = hostsOfRanks(placed)
  const [[gone, lost] = []] = hold.guards.lost
  const isOut = lost?.kind === 'unreachable'
  const failed =
    gone !== undefined
      ? { rank: hosts.indexOf(gone), host: gone, how: `was lost with its ${isOut ? 'host' : 'container'}` }
      : isFailure
        ? firstFailure({ placed, dialect, endings, said, hostOf: hostsByName(job) })
        : null
  const facts = { launcher, launch, hosts, daemons, left, failed, lost: lost ?? null }
  const because = isOut ? 'connection lost' : 'end not told'
  const unseen = lost === undefined ? {} : { mayStillRun: { because, process: null, processes: [] } as const }
  // Where nothing of the output is kept, the error quotes none of it: it was passed on.
  return new MpiResult({ ...ended, ...kept, ...unseen }, facts, job.maxOutput === 0 ? '' : said.stderr)
}

/**
 * Whether a rank has ended in a way in which launchers end all others too: by a signal, where no words of the user's
 * tell the launcher otherwise.
 */
function endsAll(endings: readonly RankEnding[], { args }: MpiJob): boolean {
  return args.length === 0 && endings.some(({ exitCode }) => exitCode > 128)
}

/** Milliseconds that a launcher has to end the other ranks where one was ended by a signal. */
const launcherTime = 1_000

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
