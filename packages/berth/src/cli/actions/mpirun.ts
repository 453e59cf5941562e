import { type BerthError, exitCodeOf, HostsError, type MpiResult } from '@berth/core'
import { attachSet } from '../cluster/attach-set.js'
import { withCluster } from '../cluster/with-cluster.js'
import { mayLeaveCommands } from '../ending/exit-leftovers.js'
import { tellError } from '../ending/tell-error.js'
import type { CliEnvironment } from '../environment.js'
import type { Answers } from '../json/answers.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { commandOf } from '../options/command-options.js'
import { type MpirunSettings, mpiOptions } from '../options/mpi-options.js'
import { printRanks } from '../output/print-ranks.js'

/** Options of `berth mpirun`. */
export interface MpirunOptions extends CommonOptions, RunOption, MpirunSettings {}

/** What `berth mpirun` does. Gives the exit code. */
export async function mpirun(
  environment: CliEnvironment,
  words: readonly string[],
  options: MpirunOptions,
): Promise<number> {
  const { signal, mayLeave } = environment
  return withCluster(environment, 'mpirun', options, 'adopted', async ({ cluster, progress, answer, folded }) => {
    mayLeave(mayLeaveCommands)
    await attachSet({ cluster, answer, folded }, { signal })
    progress.flush()
    const result = await cluster.mpirun({
      ...mpiOptions(options),
      command: commandOf(words),
      signal,
      ...(!options.json && { maxOutput: 0, onOutput: printRanks(environment) }),
    })
    const failure = result.failure()
    answer.members(mpirunAnswer(result))
    for (const host of new Set(result.hosts)) {
      const error = failure !== null && (failure.host ?? result.host) === host ? failure : result.daemons.get(host)
      if (error === undefined) answer.done(host, {})
      else answer.failedOn(host, error)
    }
    if (failure !== null && !options.json) await tellFailure(failure, result, environment)
    return exitCode(result)
  })
}

/** Says why it failed, and on which hosts something may be left. */
async function tellFailure(failure: BerthError, result: MpiResult, environment: CliEnvironment): Promise<void> {
  await tellError(failure, environment)
  const left = new Map([...result.left].filter(([, error]) => error !== failure))
  const [first] = left.values()
  if (first === undefined) return
  await tellError(new HostsError(first.operation ?? '', left, new Set(result.hosts).size), environment)
}

/** The launcher's own exit code, where nothing but the program's own failure stands for another. */
function exitCode(result: MpiResult): number {
  const failure = result.failure()
  if (failure === null) return 0
  const code = exitCodeOf(failure.kinds)
  return code === 1 && result.endedBy === 'exit' && result.exitCode !== null && result.exitCode > 0
    ? result.exitCode
    : code
}

/** A result as JSON. */
function mpirunAnswer(result: MpiResult): Answers['mpirun']['members'] {
  const { host: head, launcher, launch, hosts: ranks, failed } = result
  const { exitCode, signal, endedBy, mayStillRun, stdout, stderr, truncated, duration } = result
  const ending = { exitCode, signal, endedBy, mayStillRun, stdout, stderr, truncated, duration }
  return { head, launcher, launch, ranks, result: ending, failed }
}
