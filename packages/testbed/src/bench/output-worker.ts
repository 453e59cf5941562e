/**
 * Runs one command on all hosts as often as it is asked to, in a process whose memory is Berth's alone.
 * Arguments: cluster file, command.
 *
 * @module
 */
import { openCluster } from 'berth'
import type { OutputReport, OutputTask } from './output-messages.js'

const [clusterFile = '', program = ''] = process.argv.slice(2)
const cluster = await openCluster(clusterFile)

function report(failure: string | null): void {
  const peakBytes = process.resourceUsage().maxRSS * 1024
  process.send?.({ peakBytes, failure } satisfies OutputReport)
}

async function tell(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
    report(null)
  } catch (error) {
    report(error instanceof Error ? error.message : String(error))
  }
}

process.on('disconnect', () => void cluster.close())
process.on('message', ({ folder }: OutputTask) => {
  void tell(async () => (await cluster.execOnHost(program, { outputDir: folder })).throwIfFailed())
})
await tell(async () => (await cluster.execOnHost(['true'])).throwIfFailed())
