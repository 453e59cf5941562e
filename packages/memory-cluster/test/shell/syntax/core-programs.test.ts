import { expect, it } from 'vitest'
import { programs } from '../../../../core/src/command/programs.generated.js'
import { parseShell } from '../../../src/shell/syntax/parse-shell.js'

/**
 * Those that a test answers by hand, or that a host in memory never runs: bash's, sshd's, and what agents of MPI's
 * launchers and Berth pass each other by FIFOs, which such a host has none of.
 */
const notForHostsInMemory = /^provision\/|^sshd\/|^mpi\/(?:agent|gate|ssh-agent)$/

it.each(Object.entries(programs).filter(([name]) => !notForHostsInMemory.test(name)))(
  'understands the words of %s',
  (_, text) => {
    expect(() => parseShell(text)).not.toThrow()
  },
)
