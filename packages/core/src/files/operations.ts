import type { DeclaredOperation } from '../command/operation/index.js'
import { altered, noFolder, otherThanFolder } from './put-commands.js'

/** The operations on files on a host or in its container, but for the operations that go through memory. */
export const fileOperations: Readonly<Record<'putTree' | 'saveFile', DeclaredOperation>> = {
  /**
   * Puts a file of this machine, or a folder. The next call goes on with the bytes that a lost connection leaves on the
   * host.
   */
  putTree: {
    operation: 'write',
    code: 'BERTH_FILE_FAILED',
    effect: 'repeatable',
    remedy: 'Check that the user may write there, and that the disk is not full.',
    remedies: {
      [altered]: 'Put it again, when nothing writes to the files on this machine.',
      [noFolder]: 'Make the folder first, or put a folder, which is made where it is missing.',
      [otherThanFolder]: 'Nothing was changed, and what is there stays: put it under another name, or elsewhere.',
    },
    afterwards: 'Put it again: it goes on with what has arrived.',
  },
  /** Copies a file to a file of this machine. */
  saveFile: {
    operation: 'read',
    code: 'BERTH_FILE_FAILED',
    effect: 'none',
    remedy: 'Check the path and its permissions, then try again: nothing was changed.',
    afterwards: 'Check that the host is up, then try again.',
  },
}
