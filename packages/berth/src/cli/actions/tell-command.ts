import type { ClusterContainerExecOptions, HostResults, OutputAs, OutputEncoding } from '@berth/core'
import { askedHosts, type SessionOptions } from '../cluster/with-cluster.js'
import type { CliCluster, CliSinks } from '../environment.js'
import type { Answer } from '../json/answer.js'
import { commandAnswer } from '../json/command-answer.js'
import { OutputEvents } from '../json/output-events.js'
import { printCommand } from '../output/print-command.js'
import { whileRead } from '../output/while-read.js'
import type { Progress } from '../progress/progress.js'
import type { EndingMeanings } from '../show/ending-meanings.js'
import type { FoldedLists } from '../terminal/folded-lists.js'

/** Runs a command on many hosts, with its output as text or as bytes. */
export type RunCommand = <Encoding extends OutputEncoding = 'utf8'>(
  how: ClusterContainerExecOptions<Encoding>,
) => Promise<HostResults<OutputAs<Encoding>>>

/** Runs a command on many hosts and tells what it printed and how it ended, to people or with --json. */
export async function tellCommand(
  environment: CliSinks,
  {
    cluster,
    answer,
    progress,
    folded,
    phase = 'exec',
    hosts,
  }: {
    readonly folded: FoldedLists
    readonly cluster: Pick<CliCluster, 'config' | 'hosts'>
    /** The hosts that have a command. Default is all that are asked. */
    readonly hosts?: readonly string[]
    readonly answer: Answer<'exec'> | Answer<'run'> | Answer<'wait'>
    readonly progress: Progress
    readonly phase?: 'exec' | 'wait'
  },
  options: SessionOptions,
  how: ClusterContainerExecOptions,
  runCommand: RunCommand,
  meanings?: EndingMeanings,
): Promise<HostResults | HostResults<Uint8Array>> {
  const run: RunCommand = (listening) =>
    progress.during(
      phase,
      hosts ?? askedHosts(cluster, options),
      (done, begun) => runCommand({ ...listening, onHostEnd: done, onHostBegin: begun }),
      {
        ...(options.stream && { printing: true }),
        ...(how.parallel !== undefined && { atOnce: how.parallel }),
      },
    )
  if (!options.json) return printCommand(environment, { cluster, folded }, options, how, run, meanings)
  const events = options.stream ? new OutputEvents(environment.stdout) : null
  const results = await run<'buffer'>({
    ...(events === null ? how : { ...whileRead(environment.stdout, how), maxOutput: 0, onOutput: events.add }),
    encoding: 'buffer',
  })
  events?.flush()
  const failures = results.failures()
  for (const result of results) {
    const failure = failures.get(result.host)
    const members = commandAnswer(result, events !== null)
    if (failure === undefined) answer.done(result.host, members)
    else answer.failedOn(result.host, failure, members)
  }
  return results
}
