/**
 * Does tasks on all hosts, in a process whose memory is Berth's alone. Argument: the cluster file.
 *
 * @module
 */
import { openCluster } from 'berth-cluster'
import type { WorkerReport, WorkerTask } from './berth/worker-messages.js'

const cluster = await openCluster(process.argv[2] ?? '')

async function perform(task: WorkerTask): Promise<void> {
  switch (task.kind) {
    case 'output':
      ;(await cluster.execOnHost(task.program, { outputDir: task.folder })).throwIfFailed()
      return
    case 'put':
      await cluster.putFile(task.target, { file: task.file }, { on: 'host' })
      return
    default:
      task satisfies never
  }
}

async function report(work: Promise<unknown>): Promise<void> {
  const failure = await work.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  const peakBytes = process.resourceUsage().maxRSS * 1024
  process.send?.({ peakBytes, failure } satisfies WorkerReport)
}

process.on('disconnect', () => void cluster.close())
process.on('message', (task: WorkerTask) => void report(perform(task)))
await report(cluster.execOnHost(['true']).then((results) => results.throwIfFailed()))
