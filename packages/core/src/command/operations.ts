import type { DeclaredOperation } from './operation/index.js'

/** The operations of a connection on its host, from which its errors are made. */
export const commandOperations: Readonly<Record<'begin' | 'readFile' | 'writeFile', DeclaredOperation>> = {
  /** Begins a command, up to its announcement: `exec` rejects with the errors of this operation. */
  begin: {
    operation: 'run command',
    code: 'BERTH_EXEC_NOT_STARTED',
    retryable: true,
    remedy: 'Nothing was run: mend the cause, then run it again.',
    late: {
      code: 'BERTH_TIMEOUT',
      remedy:
        "Look at the load of the host and its engine, and at the login shell's start-up files, or allow more time.",
    },
    afterwards: 'Check that the host is up, look at what it did, then run the command again.',
  },
  /** Reads a whole file into memory. */
  readFile: {
    operation: 'read',
    code: 'BERTH_FILE_FAILED',
    effect: 'none',
    remedy: 'Check the path, and that the user may read it.',
    afterwards: 'Check that the host is up, then try again.',
  },
  /** Writes a whole file out of memory: the file has the old content or the new one, whatever happens. */
  writeFile: {
    operation: 'write',
    code: 'BERTH_FILE_FAILED',
    effect: 'repeatable',
    remedy: 'Check that the user may use this path and that the disk is not full.',
    afterwards: 'Check that the host is up, then write it again: the file has its old content or the new one, whole.',
  },
}
