import type { MemoryFiles } from '../os/files/memory-files.js'
import { type SmallPrograms, withWords } from '../programs/small-program.js'

const installed = '/var/lib/dpkg/info/openssh-server.list'

/** What has been installed on a machine, beside the package manager itself. */
export function installedPrograms(files: Pick<MemoryFiles, 'entries'>): SmallPrograms {
  return files.entries().has(installed)
    ? { ...packagePrograms, sshd: unknown, ssh: unknown, 'ssh-keygen': unknown }
    : packagePrograms
}

/** Installs what it is told to, at once; openssh-server brings its programs. */
const aptGet = withWords(async (process, args) => {
  if (args.includes('openssh-server')) process.machine.files.write(installed, '')
  await process.write(args.includes('install') ? `Setting up ${args.at(-1)}\n` : 'Reading package lists\n')
  return 0
})

const packagePrograms: SmallPrograms = { 'apt-get': aptGet }

/** There to be found; a test gives it a meaning of its own. */
const unknown = withWords((process) => process.fail(`${process.argv[0]}: not known to hosts in memory`))
