import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { quote } from '@berth/core/adapter'
import { BerthWorker } from '../berth/berth-worker.js'
import type { Question } from './question.js'

const megabytes = 50
const program = `head -c ${megabytes}000000 /dev/zero`

/** How much output passes, and what it costs in memory. */
export const output: Question = {
  id: 'output',
  title: (hosts) => `Output: ${megabytes} MB from each of ${hosts} hosts at once, to files`,
  rounds: { counted: 3, warmUp: 0 },
  contenders: async (scene) => {
    const { ssh, onEachHost, folder } = scene
    const target = join(folder, 'output')
    const worker = await BerthWorker.start(scene)
    const prepare = async (): Promise<void> => {
      await rm(target, { recursive: true, force: true })
      await mkdir(target)
    }
    return [
      {
        what: 'ssh >file, ControlMaster',
        prepare,
        run: () => onEachHost((host) => `${ssh.ssh('shared', host, program)} >${quote(join(target, host))}`),
      },
      {
        what: 'Berth, outputDir',
        prepare,
        run: () => worker.perform({ kind: 'output', program, folder: target }),
        remark: worker.peakMemory,
      },
    ]
  },
}
