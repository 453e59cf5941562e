import type { ClusterContainerExecOptions, HostResults } from '@berth/core'
import type { CliCluster, CliEnvironment } from '../environment.js'
import { type EndingMeanings, ofCommand } from '../show/ending-meanings.js'
import { endingsText, resultsText } from '../show/show-results.js'
import type { FoldedLists } from '../terminal/folded-lists.js'
import { HostLines } from './host-lines.js'
import { whileRead } from './while-read.js'

/**
 * Runs a command on many hosts and prints what it printed and how it ended: as it comes with `--stream`, else together
 * at the end.
 */
export async function printCommand(
  { stderr, commandOutput }: Pick<CliEnvironment, 'stderr' | 'commandOutput'>,
  { cluster: { hosts }, folded }: { readonly cluster: Pick<CliCluster, 'hosts'>; readonly folded: FoldedLists },
  options: { readonly stream?: true },
  how: ClusterContainerExecOptions,
  run: (how: ClusterContainerExecOptions) => Promise<HostResults>,
  meanings: EndingMeanings = ofCommand,
): Promise<HostResults> {
  if (options.stream) {
    const lines = new HostLines(commandOutput, hosts)
    const results = await run({ ...whileRead(commandOutput.stdout, how), maxOutput: 0, onOutput: lines.add })
    lines.flush()
    stderr.write(endingsText(results, meanings))
    return results
  }
  const results = await run(how)
  const texts = resultsText(results, meanings, commandOutput)
  commandOutput.stdout.write(texts.stdout)
  commandOutput.stderr.write(texts.stderr)
  if (texts.whole !== undefined) folded.keep(texts.whole)
  return results
}
