import type { ExitCode } from '@berth/core'
import { leftSomething } from '../cluster/run-memory.js'
import { withCluster } from '../cluster/with-cluster.js'
import { mayLeaveContainers } from '../ending/exit-leftovers.js'
import type { CliCluster, CliEnvironment } from '../environment.js'
import { answerChange } from '../json/answer-change.js'
import { OutputEvents } from '../json/output-events.js'
import type { CommonOptions, RunOption } from '../options/cluster-options.js'
import { type PolicyOptions, policyOptions } from '../options/policy-options.js'
import { HostLines } from '../output/host-lines.js'
import { doneText } from '../show/show-plan.js'

/** Options of `berth up`. */
export interface UpOptions extends CommonOptions, RunOption, PolicyOptions {
  readonly keepFailed?: true
  readonly stream?: true
}

/** What `berth up` does. Gives the exit code. */
export async function up(environment: CliEnvironment, options: UpOptions): Promise<ExitCode> {
  const { signal, mayLeave, openRuns } = environment
  const keepFailed = options.keepFailed ?? false
  return withCluster(environment, 'up', options, 'adopted', async ({ cluster, answer, print }) => {
    mayLeave(mayLeaveContainers(cluster))
    answer.members({ run: cluster.run.id })
    const lines = options.stream ? setupLines(environment, cluster, options) : null
    try {
      const heard = lines && { onOutput: lines.add }
      const bringUp = cluster
        .up({ ...policyOptions(options), keepFailed, ...heard, signal })
        .finally(() => lines?.flush())
      print(doneText(await answerChange(answer, cluster, bringUp)))
      return 0
    } catch (error) {
      if (!leftSomething(error, keepFailed)) (await openRuns()).remove(cluster.run.id)
      throw error
    }
  })
}

/** What setup scripts print is no result: it goes where progress goes, or with --json, before the envelope. */
function setupLines(
  { stdout, commandOutput: { stderr } }: CliEnvironment,
  { hosts }: Pick<CliCluster, 'hosts'>,
  { json }: Pick<UpOptions, 'json'>,
): HostLines | OutputEvents {
  return json ? new OutputEvents(stdout) : new HostLines({ stdout: stderr, stderr }, hosts)
}
