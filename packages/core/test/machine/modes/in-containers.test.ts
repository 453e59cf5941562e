import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdsMode, hostileUmasks, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { programs } from '../../../src/command/programs.generated.js'
import { claimCommand, commitCommand, sealCommand } from '../../../src/lifetime/inside/commands.js'
import { provisionCommand } from '../../../src/provision/provision-command.js'
import { bashAlone, everyShell, type ProgramShell } from '../program/every-shell.js'
import { underUmask } from './under-umask.js'

let top: string
let folder: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'berth-modes-'))
  folder = join(top, 'berth')
})
afterEach(() => rmSync(top, { recursive: true }))

/** Everything below a folder that is one, or none. */
function below(path: string, kind: 'folders' | 'files'): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() === (kind === 'folders'))
    .map((entry) => join(entry.parentPath, entry.name))
}

const runner =
  ({ container }: ProgramShell, umask: number) =>
  async (command: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await underUmask(container, umask).exec(command)
    expect(exitCode, stderr).toBe(0)
    return stdout
  }

const owner = { user: 'ann', machine: 'desk', pidNamespace: 'pid:[1]', pid: 7, processStart: 'boot 7' }

everyShell(programs, ['lifetime/commit', 'lifetime/claim', 'lifetime/seal'], (shell) => {
  it.each(hostileUmasks)(
    'what is written down of a container may be read by all, not written: umask %s',
    async (_, umask) => {
      const run = runner(shell, umask)
      await run(sealCommand('l1', { id: 'a', run: 'r1' }, 'unseen', [], folder))
      await run(claimCommand('l2', { id: 'b', run: 'r2', owner }, folder))
      await run(commitCommand('l1', { id: 'a' }, 60, folder))
      holdsMode('inside-folder', modeOf(folder))
      for (const path of below(folder, 'folders')) holdsMode('inside-folder', modeOf(path))
      const files = below(folder, 'files')
      expect(files.map((path) => path.slice(folder.length)).sort()).toEqual([
        ...['/claims/b', '/committed', '/lease', '/seals/a'],
      ])
      for (const path of files) holdsMode('inside-file', modeOf(path))
    },
  )
})

bashAlone(programs, ['provision/provision-in-bash'], (shell) => {
  describe.each(hostileUmasks)('under umask %s', (_, umask) => {
    it('the marker and its claims are as what else is written down, the log is for root, the script is as it was begun', async () => {
      const bytes = Buffer.from(`umask; touch ${top}/made`)
      const script = { source: '/setup.sh', bytes, options: '', hash: createHash('sha256').update(bytes).digest('hex') }
      const files = { marker: join(folder, 'provisioned'), log: join(folder, 'setup.log') }
      const said = await runner(shell, umask)(provisionCommand(script, { run: 'r1', launch: 'l1' }, 'nonce', files))
      expect(said).toContain(`\n0${umask.toString(8).padStart(3, '0')}\n`)
      expect(modeOf(join(top, 'made'))).toBe(0o666 & ~umask)
      for (const path of [folder, `${files.marker}.claims`]) holdsMode('inside-folder', modeOf(path))
      for (const path of [files.marker, `${files.marker}.claims/1`]) holdsMode('inside-file', modeOf(path))
      holdsMode('setup-log', modeOf(files.log))
    })
  })
})
