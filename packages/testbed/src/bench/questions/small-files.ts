import { join } from 'node:path'
import { commandLine } from '@berth/core/adapter'
import { makeFolder } from '../scene/random-files.js'
import type { Question } from './question.js'

const files = 500
const target = '/tmp/berth-bench-folder'

/** A folder to all hosts. */
export const smallFiles: Question = {
  id: 'small-files',
  title: (hosts) => `A folder: ${files} small files to each of ${hosts} hosts at once`,
  rounds: { counted: 3, warmUp: 0 },
  contenders: async ({ cluster, ssh, onEachHost, folder, signal }) => {
    const source = join(folder, 'small')
    await makeFolder(source, files)
    const prepare = (): Promise<void> => onEachHost((host) => ssh.ssh('shared', host, `rm -rf ${target}`))
    const pack = commandLine(['tar', '-C', source, '-c', '.'])
    const unpack = `mkdir ${target} && tar -C ${target} -x`
    return [
      {
        what: 'tar | ssh tar, ControlMaster',
        prepare,
        run: () => onEachHost((host) => `${pack} | ${ssh.ssh('shared', host, unpack)}`),
      },
      {
        what: 'Berth, putDirectory',
        prepare,
        async run() {
          await cluster.putDirectory(target, source, { on: 'host', signal })
        },
      },
      {
        what: 'Berth, the same again',
        async run() {
          await cluster.putDirectory(target, source, { on: 'host', signal })
        },
      },
    ]
  },
}
