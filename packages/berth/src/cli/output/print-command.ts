import type { ClusterContainerExecOptions, ErrorKind, HostResults } from '@berth/core'
import { resultKinds } from '../ending/exit-code.js'
import type { CliCluster, CliEnvironment, OutputSink } from '../environment.js'
import { type EndingMeanings, ofCommand } from '../show/ending-meanings.js'
import { jsonText } from '../show/json-text.js'
import { endingsText, resultsJson, resultsText } from '../show/show-results.js'
import { HostLines } from './host-lines.js'

/**
 * Runs a command on many hosts and prints what it printed and how it ended: as it comes with `--stream`, else together
 * at the end.
 */
export async function printCommand(
  { stdout, stderr, commandOutput }: Pick<CliEnvironment, 'stdout' | 'stderr' | 'commandOutput'>,
  { hosts }: Pick<CliCluster, 'hosts'>,
  options: { readonly json?: true; readonly stream?: true },
  how: ClusterContainerExecOptions,
  run: (how: ClusterContainerExecOptions) => Promise<HostResults>,
  meanings: EndingMeanings = ofCommand,
): Promise<Set<ErrorKind>> {
  if (options.stream) {
    const lines = new HostLines(commandOutput, hosts)
    const results = await run({ ...whileRead(commandOutput.stdout, how), maxOutput: 0, onOutput: lines.add })
    lines.flush()
    stderr.write(endingsText(results, meanings))
    return resultKinds(results, meanings)
  }
  const results = await run(how)
  if (options.json) stdout.write(jsonText(resultsJson(results)))
  else {
    const texts = resultsText(results, meanings, commandOutput)
    commandOutput.stdout.write(texts.stdout)
    commandOutput.stderr.write(texts.stderr)
  }
  return resultKinds(results, meanings)
}

/** Ends the command when nobody reads its lines any more (`| head -1`), unless files get them too. */
function whileRead(stdout: OutputSink, how: ClusterContainerExecOptions): ClusterContainerExecOptions {
  if (how.outputDir !== undefined) return how
  const unread = new AbortController()
  stdout.on?.('close', () => unread.abort(new Error('nobody reads the output any more')))
  return { ...how, signal: AbortSignal.any([unread.signal, ...(how.signal ? [how.signal] : [])]) }
}
