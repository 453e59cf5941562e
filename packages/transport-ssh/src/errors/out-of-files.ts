import { BerthError, type Remedy, remedyText } from '@berth/core/adapter'
import { openFilesLimit } from '../open-files/open-files.js'
import { raiseOpenFiles } from './ssh-commands.js'

/** Files that are enough for a thousand hosts, and the most that Linux gives to a process by default. */
const enough = 4096
const most = 1_048_576

/**
 * What lets this machine open more files, in the shell that started this process: no command where the first process of
 * all did, or has adopted this one, since what belongs to the whole machine is for its administrator to change.
 */
export function moreFiles(shell: number = process.ppid): Remedy {
  if (shell <= 1)
    return 'Raise the limit of open files (RLIMIT_NOFILE) for what starts this process, then start it again.'
  const number = Math.max(enough, Math.min(most, 4 * (openFilesLimit() ?? most)))
  const raise = raiseOpenFiles({ shell: String(shell), files: `${number}:${number}` })
  return ['Raise the limit for the process that started this one, and then run it again.', raise]
}

/** This machine opens no further file, so that nothing can be said of the host. */
export function outOfFiles(host: string, operation: string, cause: unknown): BerthError {
  const limit = openFilesLimit()
  const known = limit === undefined ? '' : ` (the limit is ${limit})`
  return new BerthError({
    code: 'BERTH_OPEN_FILES',
    host,
    operation,
    message: `this machine has too many files open${known}`,
    remedy: moreFiles(),
    retryable: true,
    cause,
  })
}

/** The warning that not all hosts can be connected at once. */
export function tooFewFiles(): string {
  const text = `This process may have ${openFilesLimit()} files open, which is too few for all hosts at once: some wait until others are done.`
  return `${text}\n${remedyText(moreFiles())}`
}
