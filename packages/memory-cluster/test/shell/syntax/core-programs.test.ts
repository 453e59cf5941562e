import { expect, it } from 'vitest'
import { programs } from '../../../../core/src/command/programs.generated.js'
import { parseShell } from '../../../src/shell/syntax/parse-shell.js'

/** Those that a test answers by hand, or that a host in memory never runs: bash's, and sshd's. */
const notForHostsInMemory = /^provision\/|^sshd\//

it.each(Object.entries(programs).filter(([name]) => !notForHostsInMemory.test(name)))(
  'understands the words of %s',
  (_, text) => {
    expect(() => parseShell(text)).not.toThrow()
  },
)
