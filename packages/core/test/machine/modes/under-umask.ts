import { asArgv } from '../../../src/command/index.js'
import type { ContainerShell } from '../../../src/contract/index.js'

/** The same shell, whose every command begins with this umask. */
export function underUmask(shell: ContainerShell, umask: number): ContainerShell {
  const words = ['sh', '-c', `umask ${umask.toString(8)}; exec "$@"`, 'sh']
  return { host: shell.host, exec: (command, options) => shell.exec([...words, ...asArgv(command)], options) }
}
