import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdsMode, hostileUmasks, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { writeFile } from '../../../src/command/files/write-file.js'
import { programs } from '../../../src/command/programs.generated.js'
import { startCommand, stopCommand } from '../../../src/detach/detached-commands.js'
import { readLocalFolder } from '../../../src/files/local-tree.js'
import { appendCommand } from '../../../src/files/put-commands.js'
import { putTree } from '../../../src/files/put-tree.js'
import { eventually } from '../../command/processes.js'
import { everyShell } from '../program/every-shell.js'
import { underUmask } from './under-umask.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-modes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const used = [
  ...['command/put', 'files/look', 'files/append', 'files/finish', 'detach/start', 'detach/supervise', 'detach/stop'],
  ...['image/login', 'lifetime/make-sources'],
] as const

everyShell(programs, used, ({ container }) => {
  describe.each(hostileUmasks)('under umask %s', (_, umask) => {
    const host = underUmask(container, umask)
    const run = async (command: readonly string[], options = {}): Promise<string> => {
      const { exitCode, stdout, stderr } = await host.exec(command, options)
      expect(exitCode, stderr).toBe(0)
      return stdout
    }

    it('files and folders that are put have the bits that were asked for', async () => {
      await writeFile(host, join(folder, 'one'), 'text', {})
      holdsMode('put-file', modeOf(join(folder, 'one')), 0o600)
      const source = join(folder, 'source')
      mkdirSync(join(source, 'below'), { recursive: true })
      chmodSync(join(source, 'below'), 0o751)
      writeFileSync(join(source, 'below/file'), 'text')
      chmodSync(join(source, 'below/file'), 0o646)
      const { tree } = await readLocalFolder(source)
      const target = join(folder, 'target')
      await putTree(host, { tree, path: target, folder: target, modeIfMissing: 0o750 }, {})
      holdsMode('put-folder', modeOf(target), 0o750)
      holdsMode('put-folder', modeOf(join(target, 'below')), 0o751)
      holdsMode('put-file', modeOf(join(target, 'below/file')), 0o646)
    })

    it('what arrives is closed to others until it is in its place', async () => {
      await run(appendCommand({ folder, id: 'id' }, 'part', 0, 4), { stdin: 'text' })
      const staging = join(folder, '.berth-put-id')
      holdsMode('put-staging', modeOf(staging))
      expect(readdirSync(staging).sort()).toEqual(['part', 'writer'])
      for (const name of readdirSync(staging)) holdsMode('put-staged', modeOf(join(staging, name)))
    })

    it('what is kept of a detached command is for its user alone', async () => {
      const state = join(folder, 'state')
      const commands = join(state, 'berth/commands')
      const options = { env: { XDG_STATE_HOME: state, PATH: process.env.PATH ?? '' } }
      const start = async (...command: readonly string[]) => {
        const id = randomUUID()
        await run(startCommand(id, command), options)
        const [machine = ''] = readdirSync(join(commands, id))
        expect(machine.startsWith(hostname())).toBe(true)
        return { id, kept: join(commands, id, machine) }
      }
      const [ended, stopped] = [await start('true'), await start('sleep', '60')]
      await run(stopCommand(stopped.id), options)
      await eventually(
        () => existsSync(join(ended.kept, 'end')),
        (isThere) => isThere,
      )
      for (const path of [state, join(state, 'berth'), commands, join(commands, ended.id), ended.kept])
        holdsMode('detached-folder', modeOf(path))
      const always = ['command', 'process', 'started', 'stderr', 'stdout']
      expect(readdirSync(ended.kept).sort()).toEqual([...always, 'end'].sort())
      expect(readdirSync(stopped.kept).sort()).toEqual([...always, 'stopped'].sort())
      for (const { kept } of [ended, stopped])
        for (const name of readdirSync(kept)) holdsMode('detached-file', modeOf(join(kept, name)))
    })

    it('a login of a pull is for its user alone', async () => {
      writeFileSync(join(folder, 'token'), 'secret\n')
      const program = 'eval "$1"; open_login "$2" plain || exit; stat -c %a "$login" "$login/room"'
      const printed = await run(['sh', '-c', program, 'sh', programs['image/login'], join(folder, 'token')])
      const [ofFolder = '', ofFile = ''] = printed.split('\n')
      holdsMode('login-folder', Number.parseInt(ofFolder, 8))
      holdsMode('login-file', Number.parseInt(ofFile, 8))
    })

    it('a folder that is made to be mounted is as the login makes folders', async () => {
      await run(['sh', '-c', programs['lifetime/make-sources'], 'berth-make-sources', join(folder, 'made/below')])
      for (const path of ['made', 'made/below']) holdsMode('bind-source', modeOf(join(folder, path)), 0o777 & ~umask)
    })
  })
})
