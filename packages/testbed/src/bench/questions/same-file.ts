import { join } from 'node:path'
import { commandLine } from '@berth/core/adapter'
import { execa } from 'execa'
import type { Contender } from '../measure/contender.js'
import { makeFile } from '../scene/random-files.js'
import type { Question } from './question.js'

const megabytes = 50
const target = '/tmp/berth-bench-same'

/** A file that all hosts have already. */
export const sameFile: Question = {
  id: 'same-file',
  title: (hosts) => `The same file again: ${megabytes} MB that each of ${hosts} hosts has`,
  rounds: { counted: 3, warmUp: 1 },
  contenders: async ({ cluster, ssh, onEachHost, folder, signal }) => {
    const file = join(folder, 'same')
    await makeFile(file, megabytes * 1e6)
    const put = async (): Promise<void> => {
      await cluster.putFile(target, { file }, { on: 'host', signal })
    }
    await put()
    const rsync = (what: string, options: string): Contender => ({
      what,
      run: () =>
        onEachHost((host) =>
          commandLine([
            'rsync',
            options,
            '-e',
            commandLine(['ssh', ...ssh.options('shared')]),
            file,
            `berth@${host}:${target}-rsync`,
          ]),
        ),
    })
    return [
      {
        what: 'ssh sha256sum, ControlMaster',
        run: () => onEachHost((host) => ssh.ssh('shared', host, `sha256sum ${target}`)),
      },
      ...((await hasRsync())
        ? [rsync('rsync by content, ControlMaster', '-ac'), rsync('rsync by time and size, ControlMaster', '-a')]
        : []),
      { what: 'Berth, putFile', run: put },
    ]
  },
}

async function hasRsync(): Promise<boolean> {
  return (await execa('rsync', ['--version'], { reject: false })).exitCode === 0
}
