import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askForReports, type HostConnection } from '@berth/core/adapter'
import { afterAll, expect, it } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { inventoryOutcome } from '../../../src/inventory/inventory-outcome.js'
import { inventoryProgram } from '../../../src/inventory/inventory-program.js'
import { programs } from '../../../src/programs.generated.js'

/** Tells of an engine whose folder is its user's, and of nothing in it. */
const told = 'printf \'engine 4.1.2\\ndata /of/%s\\nboot B\\nend\\n\' "$([ -n "$BY" ] && echo "$BY" || echo login)"'

everyShell(programs, ['inventory'], ({ container }) => {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })
  /** Asks with these commands before the machine's own, as shell programs. */
  const ask = async (commands: Readonly<Record<string, string>>, privilege: 'plain' | 'sudo') => {
    const folder = mkdtempSync(join(tmpdir(), 'berth-enroot-'))
    folders.push(folder)
    for (const [command, text] of Object.entries(commands)) {
      writeFileSync(join(folder, command), `#!/bin/sh\n${text}\n`)
      chmodSync(join(folder, command), 0o755)
    }
    const operation = { host: 'this', code: 'BERTH_PROBE_UNTRUSTED', operation: 'ask', afterwards: 'Look.' } as const
    const through = ['sh', '-c', 'PATH=$1:$PATH && shift && exec "$@"', 'sh', folder]
    const program = { ...inventoryProgram({ privilege }), through }
    const outcome = inventoryOutcome(await askForReports(container as HostConnection, operation, program, {}))
    if ('reason' in outcome) throw new Error(outcome.reason)
    return { roots: outcome.engines.map(({ engine: { root } }) => root), troubles: outcome.troubles.length }
  }
  const sudo = 'while [ "$1" = -n ] || [ "$1" = -H ]; do shift; done; BY=root exec "$@"'

  it('asks for the containers of the login user, or of root', async () => {
    expect(await ask({ bash: told }, 'plain')).toEqual({ roots: ['/of/login'], troubles: 0 })
    expect(await ask({ bash: told, sudo }, 'sudo')).toEqual({ roots: ['/of/root'], troubles: 0 })
  })

  it('takes a host without bash, and one without enroot, for one that has nothing', async () => {
    const missing = 'echo "bash: line 9: enroot: command not found" >&2; exit 127'
    expect(await ask({ bash: missing }, 'plain')).toEqual({ roots: [], troubles: 0 })
    expect(await ask({ bash: 'echo "sh: bash: not found" >&2; exit 127' }, 'plain')).toEqual({ roots: [], troubles: 0 })
  })

  it('takes a root whom the login cannot become for none, and any other failure for a trouble', async () => {
    const refused = 'echo "sudo: a password is required" >&2; exit 1'
    expect(await ask({ sudo: refused }, 'sudo')).toEqual({ roots: [], troubles: 0 })
    const warned = 'echo "sudo: unable to resolve host x" >&2; exit 2'
    expect(await ask({ sudo: warned }, 'sudo')).toEqual({ roots: [], troubles: 1 })
    const broken = 'echo "ls: cannot open directory: Permission denied" >&2; exit 2'
    expect(await ask({ bash: broken }, 'plain')).toEqual({ roots: [], troubles: 1 })
    expect(await ask({ bash: 'echo engine 4' }, 'plain')).toEqual({ roots: [], troubles: 1 })
  })
})
