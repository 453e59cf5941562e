import { join } from 'node:path'
import { commandLine, quote } from '@berth/core/adapter'
import { BerthWorker } from '../berth/berth-worker.js'
import { makeFile } from '../scene/random-files.js'
import type { Question } from './question.js'

const megabytes = 50
const target = '/tmp/berth-bench-large'

/** A file to all hosts. */
export const largeFile: Question = {
  id: 'large-file',
  title: (hosts) => `A file: ${megabytes} MB to each of ${hosts} hosts at once`,
  rounds: { counted: 3, warmUp: 0 },
  contenders: async (scene) => {
    const { ssh, onEachHost, folder } = scene
    const file = join(folder, 'large')
    await makeFile(file, megabytes * 1e6)
    const worker = await BerthWorker.start(scene)
    const prepare = (): Promise<void> => onEachHost((host) => ssh.ssh('shared', host, `rm -f ${target}`))
    const scp = (host: string): string =>
      commandLine(['scp', '-q', ...ssh.options('shared'), file, `berth@${host}:${target}`])
    return [
      {
        what: 'ssh cat <file, ControlMaster',
        prepare,
        run: () => onEachHost((host) => `${ssh.ssh('shared', host, `cat >${target}`)} <${quote(file)}`),
      },
      { what: 'scp, ControlMaster', prepare, run: () => onEachHost(scp) },
      {
        what: 'Berth, putFile',
        prepare,
        run: () => worker.perform({ kind: 'put', file, target }),
        remark: worker.peakMemory,
      },
    ]
  },
}
