import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdsMode, hostileUmasks, modeOf } from '../../../../../repository/test/security/writes/holds-mode.js'
import { programs } from '../../../../src/command/programs.generated.js'
import { keyFolder, sshdFolder, systemFiles } from '../../../../src/sshd/files/paths.js'
import { sharedFiles } from '../../../../src/sshd/files/shared-files.js'
import { ensureSshd, sshdFiles } from '../../../../src/sshd/index.js'
import type { SshdContainer } from '../../../../src/sshd/sshd-container.js'
import { clusterKeys } from '../../../../src/sshd/steps/cluster-keys.js'
import { inspect } from '../../../../src/sshd/steps/inspect.js'
import { readTrust } from '../../../../src/sshd/steps/read-trust.js'
import { trustAmong } from '../../../../src/sshd/trust.js'
import { underUmask } from '../../modes/under-umask.js'
import { everyShell, type ProgramShell } from '../../program/every-shell.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-sshd-'))
})
afterEach(async () => {
  const pid = read(here(sshdFiles.pid))
  if (pid !== '') process.kill(Number(pid))
  rmSync(folder, { recursive: true })
})

const here = (text: string): string =>
  text
    .replaceAll(sshdFolder, join(folder, 'sshd'))
    .replaceAll(keyFolder, join(folder, 'keys'))
    .replaceAll(systemFiles.clientConfig, join(folder, 'ssh_config'))
    .replaceAll(systemFiles.passwords, join(folder, 'shadow'))
    .replaceAll(systemFiles.accounts, join(folder, 'passwd'))

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/**
 * This machine as a container whose files are in the test's folder, where sshd's own check of the folders above would
 * fail.
 */
function inFolder({ container }: ProgramShell): SshdContainer {
  return {
    host: 'here',
    names: ['127.0.0.1'],
    launch: 'this',
    exec: (command, { stdin, ...options } = {}) =>
      container.exec(typeof command === 'string' ? here(command) : command.map(here), {
        ...options,
        ...(typeof stdin === 'string' && { stdin: here(stdin).replace('StrictModes yes', 'StrictModes no') }),
      }),
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => void server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

const tools = ['sshd', 'ssh', 'ssh-keygen', 'ssh-keyscan'] as const

everyShell(
  programs,
  ['sshd/inspect', 'sshd/keys', 'sshd/trust'],
  (shell) => {
    it('finds nothing, makes the keys once, and finds them', async () => {
      const container = inFolder(shell)
      const before = await inspect(container, {})
      expect(before).toMatchObject({ missing: [], running: false, hostKey: null, clientKey: null, installed: null })
      expect(before.version[0]).toBeGreaterThan(6)
      const made = await clusterKeys(container, 'lab', {})
      expect(await clusterKeys(container, 'lab', {})).toEqual(made)
      expect(read(here(sshdFiles.hostKey))).toBe(made.hostKey)
      writeFileSync(here(sshdFiles.started), 'digest\n')
      expect(await inspect(container, {})).toMatchObject({ ...made.publicKeys, running: false, started: 'digest' })
    })

    it('discards what is of another launch, and makes keys anew', async () => {
      const container = inFolder(shell)
      const made = await clusterKeys(container, 'lab', {})
      writeFileSync(here(sshdFiles.started), 'digest\n')
      writeFileSync(here(sshdFiles.knownHosts), '[a]:2224 ssh-ed25519 AAAA\n')
      const other = { ...container, launch: 'other' }
      const nothing = { running: false, hostKey: null, clientKey: null, started: null, trusted: 'none' }
      expect(await inspect(other, {})).toMatchObject(nothing)
      expect(read(here(sshdFiles.hostKey))).toBe(made.hostKey)
      expect((await clusterKeys(other, 'lab', {})).publicKeys).not.toEqual(made.publicKeys)
      expect(await inspect(other, {})).toMatchObject({
        ...nothing,
        hostKey: expect.any(String),
        clientKey: expect.any(String),
      })
      expect(await inspect(container, {})).toMatchObject(nothing)
    })

    it('makes one pair for many who ask at once, and leaves no lock that is held', async () => {
      const container = inFolder(shell)
      const made = await Promise.all(Array.from({ length: 5 }, () => clusterKeys(container, 'lab', {})))
      expect(new Set(made.map(({ hostKey }) => hostKey)).size).toBe(1)
      const [lock = '', ...rest] = readdirSync(folder).filter((name) => !['keys', 'sshd'].includes(name))
      expect([lock, read(join(folder, lock)), rest]).toEqual([expect.stringMatching(/^sshd\.lock\.held\.\d+$/), '', []])
      expect(readdirSync(join(folder, 'keys')).toSorted()).toEqual(['client_key', 'host_key'])
    })

    it('takes the lock of a process that is gone, one of many who wait for it', async () => {
      const lock = join(folder, 'sshd.lock')
      writeFileSync(`${lock}.held.3`, '999999999 1\n')
      const alone = `. ./functions/hold.sh && hold "$1" || exit 3
        mkdir "$1.alone" && { sleep 0.01 2>/dev/null || :; } && rmdir "$1.alone" || exit 4
        release "$1"`
      const command = ['sh', '-c', `cd "$2" && ${alone}`, 'hold', lock, resolve('packages/core/programs')]
      const turns = Array.from({ length: 20 }, () => shell.container.exec(command))
      expect((await Promise.all(turns)).map(({ exitCode }) => exitCode)).toEqual(turns.map(() => 0))
      expect(read(`${lock}.held.23`)).toBe('')
    })

    it('reads what is trusted as it was written, and by a digest of it', async () => {
      const container = inFolder(shell)
      await clusterKeys(container, 'lab', {})
      expect((await inspect(container, {})).trusted).toBe('none')
      expect(await readTrust(container, {})).toEqual({ hosts: new Map(), clientKeys: [] })
      const trust = trustAmong([{ names: ['a', '::1'], hostKey: 'ssh-ed25519 H', clientKey: 'ssh-ed25519 C' }], 2224)
      const { knownHosts, authorizedKeys, trusted } = sharedFiles(trust)
      writeFileSync(here(sshdFiles.knownHosts), knownHosts)
      writeFileSync(here(sshdFiles.authorizedKeys), authorizedKeys)
      expect((await inspect(container, {})).trusted).toBe(trusted)
      expect(await readTrust(container, {})).toEqual(trust)
    })

    it('says why ssh connects to nothing, where it refuses a file of the user', async () => {
      expect((await inspect(inFolder(shell), {})).clientRefusal).toBeNull()
      const refusal = 'Bad owner or permissions on /root/.ssh/config'
      const standIn = `#!/bin/sh\n[ "$1" = -G ] || exec /usr/bin/ssh "$@"\necho "${refusal}\r" >&2\nexit 255\n`
      writeFileSync(join(folder, 'ssh'), standIn, { mode: 0o755 })
      const { exec, ...container } = inFolder(shell)
      const PATH = [folder, process.env.PATH].join(':')
      const looking = {
        ...container,
        exec: (...[command, options]: Parameters<typeof exec>) => exec(command, { ...options, env: { PATH } }),
      }
      expect((await inspect(looking, {})).clientRefusal).toBe(refusal)
    })

    it('names what the image lacks', async () => {
      const bin = join(folder, 'bin')
      mkdirSync(bin)
      symlinkSync(shell.file, join(bin, 'sh'))
      for (const tool of ['cat', 'tr']) symlinkSync(`/usr/bin/${tool}`, join(bin, tool))
      const { exec } = inFolder(shell)
      const looking = inspect(
        {
          host: 'here',
          names: ['here'],
          launch: 'this',
          exec: (command, options) => exec(command, { ...options, env: { PATH: bin } }),
        },
        {},
      )
      await expect(looking).rejects.toMatchObject({
        code: 'BERTH_SSHD_FAILED',
        reason: 'the image has no ssh, no ssh-keygen',
      })
    })
  },
  tools,
)

if (process.getuid?.() === 0) {
  everyShell(
    programs,
    ['sshd/apply'],
    (shell) => {
      it('starts sshd, leaves it alone when all is well, and restarts it on another port', async () => {
        writeFileSync(here(systemFiles.passwords), 'root:!:19000:0:99999:7:::\nann:!:19000::::::\n')
        writeFileSync(here(systemFiles.clientConfig), 'Host *\n')
        const container = inFolder(shell)
        const ensure = async (port: number) => (await ensureSshd([container], { port, cluster: 'lab' })).get('here')
        const port = await freePort()
        expect(await ensure(port)).toEqual({ sshd: 'started', installed: true })
        const pid = read(here(sshdFiles.pid))
        expect(await ensure(port)).toEqual({ sshd: 'already running', installed: false })
        expect(read(here(sshdFiles.pid))).toBe(pid)
        expect(read(here(systemFiles.passwords))).toBe('root:*!:19000:0:99999:7:::\nann:!:19000::::::\n')
        expect(read(here(systemFiles.clientConfig))).toBe(`Include ${here(sshdFiles.clientConfig)}\nHost *\n`)
        expect(await ensure(await freePort())).toEqual({ sshd: 'restarted', installed: true })
        expect(read(here(sshdFiles.pid))).not.toBe(pid)
      })

      it.each(hostileUmasks)(
        'what it writes has the modes that sshd and clients want, whatever the umask: %s',
        async (_, umask) => {
          writeFileSync(here(systemFiles.passwords), 'root:!:19000:0:99999:7:::\n', { mode: 0o640 })
          writeFileSync(here(systemFiles.accounts), 'root:x:0:0::/root:/bin/missing\n', { mode: 0o644 })
          const container = inFolder({ ...shell, container: underUmask(shell.container, umask) })
          await ensureSshd([container], { port: await freePort(), cluster: 'lab' })
          const { hostKey, clientKey, serverConfig, authorizedKeys, log, ...open } = sshdFiles
          holdsMode('inside-folder', modeOf(join(folder, 'sshd')))
          holdsMode('key-folder', modeOf(join(folder, 'keys')))
          for (const path of [hostKey, clientKey]) holdsMode('key', modeOf(here(path)))
          for (const path of [serverConfig, authorizedKeys]) holdsMode('sshd-private', modeOf(here(path)))
          holdsMode('sshd-private', modeOf(realpathSync(here(log))))
          const launch = join(folder, 'sshd/launch')
          for (const path of [launch, ...Object.values(open).map(here)]) holdsMode('inside-file', modeOf(path))
          for (const name of readdirSync(folder).filter((each) => each.includes('.lock.')))
            holdsMode('inside-file', modeOf(join(folder, name)))
          holdsMode('ssh-config', modeOf(here(systemFiles.clientConfig)))
          holdsMode('account-file', modeOf(here(systemFiles.passwords)), 0o640)
          holdsMode('account-file', modeOf(here(systemFiles.accounts)), 0o644)
          holdsMode('sshd-run', modeOf('/run/sshd'))
        },
      )

      it('gives root a login shell where it has one that is not there, and changes no other account', async () => {
        const others = 'ann:x:1000:1000::/home/ann:/bin/missing\nxroot:x:0:0::/root:/bin/missing\n'
        writeFileSync(here(systemFiles.accounts), `root:x:0:0:a: b:/root:/bin/missing\n${others}`)
        const container = inFolder(shell)
        await ensureSshd([container], { port: await freePort(), cluster: 'lab' })
        expect(read(here(systemFiles.accounts))).toBe(`root:x:0:0:a: b:/root:/bin/sh\n${others}`)
      })

      describe('what is mounted from outside, two folders above a file', () => {
        let outside: string
        beforeEach(() => {
          outside = join(folder, 'outside')
          mkdirSync(outside)
          execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', outside])
          mkdirSync(join(outside, 'etc'))
        })
        afterEach(() => void execFileSync('umount', [outside]))

        it.each([
          [
            'the passwords',
            systemFiles.passwords,
            'root:!:19000:0:99999:7:::\n',
            /root is locked in \S+\/shadow, which/,
          ],
          [
            'the accounts',
            systemFiles.accounts,
            'root:x:0:0::/root:/bin/missing\n',
            /\/passwd is mounted from outside/,
          ],
          ['the configuration of clients', systemFiles.clientConfig, 'Host *\n', /\/etc\/file is mounted from outside/],
        ])('keeps %s, and is named', async (_, file, text, message) => {
          const there = join(outside, 'etc', 'file')
          writeFileSync(there, text)
          symlinkSync(there, here(file))
          const starting = ensureSshd([inFolder(shell)], { port: await freePort(), cluster: 'lab' })
          await expect(starting).rejects.toMatchObject({
            code: 'BERTH_SSHD_FAILED',
            message: expect.stringMatching(message),
          })
          expect([read(there), readdirSync(join(outside, 'etc'))]).toEqual([text, ['file']])
        })
      })

      it('says that the login shell of root runs no commands, and starts nothing', async () => {
        writeFileSync(here(systemFiles.accounts), `root:x:0:0::/root:${join(folder, 'closed')}\n`)
        writeFileSync(join(folder, 'closed'), '#!/bin/sh\necho This account is closed\nexit 1\n', { mode: 0o755 })
        const starting = ensureSshd([inFolder(shell)], { port: await freePort(), cluster: 'lab' })
        await expect(starting).rejects.toMatchObject({
          code: 'BERTH_SSHD_FAILED',
          message: expect.stringMatching(
            /root's login shell in the container, \S+\/closed, runs no command: This account is closed/,
          ),
        })
        expect(await inspect(inFolder(shell), {})).toMatchObject({ running: false })
      })

      it('keeps the log of every connection, and of the last sshd alone', async () => {
        const container = inFolder(shell)
        await ensureSshd([container], { port: await freePort(), cluster: 'lab' })
        expect(read(here(sshdFiles.log))).toContain('Accepted publickey for root')
        await ensureSshd([container], { port: await freePort(), cluster: 'lab' })
        expect(read(here(sshdFiles.log)).match(/Server listening on 0/g)).toHaveLength(1)
        expect(readdirSync(join(folder, 'sshd')).filter((name) => name.startsWith('sshd.log'))).toHaveLength(2)
      })

      it('keeps its own keys, and what another process makes it trust in the middle', async () => {
        const container = inFolder(shell)
        const port = await freePort()
        await ensureSshd([container], { port, cluster: 'lab' })
        const own = read(here(sshdFiles.hostKey))
        const rest = `[rest]:${port} ssh-ed25519 REST\n`
        let meddled = 0
        const meddling: SshdContainer = {
          ...container,
          exec: (command, options) => {
            if (meddled < 2 && command.includes('berth-sshd-apply')) {
              meddled += 1
              writeFileSync(here(sshdFiles.knownHosts), `${read(here(sshdFiles.knownHosts))}${rest}`)
            }
            return container.exec(command, options)
          },
        }
        const both = { ...meddling, names: ['127.0.0.1', 'here'] }
        const outcomes = await ensureSshd([both], { port, cluster: 'lab' })
        expect(outcomes.get('here')).toEqual({ sshd: 'already running', installed: true })
        expect(meddled).toBe(2)
        expect(read(here(sshdFiles.hostKey))).toBe(own)
        expect(read(here(sshdFiles.knownHosts))).toContain(rest)
        expect(read(here(sshdFiles.knownHosts))).toContain(`[here]:${port}`)
        expect(readdirSync(join(folder, 'sshd')).filter((name) => name.includes('.new.'))).toEqual([])
      })

      it('says who has the port, and leaves nothing running', async () => {
        const server = createServer(
          (socket) =>
            void socket
              .on('error', () => undefined)
              .resume()
              .end('HELLO\n'),
        )
        await new Promise<void>((resolve) => void server.listen(0, resolve))
        const address = server.address()
        const port = typeof address === 'object' && address !== null ? address.port : 0
        const starting = ensureSshd([inFolder(shell)], { port, cluster: 'lab' })
        await expect(starting).rejects.toMatchObject({
          code: 'BERTH_SSHD_PORT_TAKEN',
          message: expect.stringContaining('what answers at 127.0.0.1'),
        })
        expect(await inspect(inFolder(shell), {})).toMatchObject({ running: false })
        await new Promise((resolve) => void server.close(resolve))
      })

      it('says why sshd refuses its configuration', async () => {
        const { exec } = inFolder(shell)
        const broken: SshdContainer = {
          host: 'here',
          names: ['127.0.0.1'],
          launch: 'this',
          exec: (command, { stdin, ...options } = {}) =>
            exec(command, {
              ...options,
              ...(typeof stdin === 'string' && { stdin: stdin.replace('UseDNS no', 'UseDNS maybe') }),
            }),
        }
        await expect(ensureSshd([broken], { port: await freePort(), cluster: 'lab' })).rejects.toMatchObject({
          code: 'BERTH_SSHD_FAILED',
          message: expect.stringContaining('refuses its configuration'),
        })
      })

      it('changes nothing where its input is cut short', async () => {
        const { exec } = inFolder(shell)
        const cut: SshdContainer = {
          host: 'here',
          names: ['127.0.0.1'],
          launch: 'this',
          exec: (command, { stdin, ...options } = {}) =>
            exec(command, { ...options, ...(typeof stdin === 'string' && { stdin: stdin.slice(0, -10) }) }),
        }
        await expect(ensureSshd([cut], { port: await freePort(), cluster: 'lab' })).rejects.toMatchObject({
          message: expect.stringContaining('the files did not arrive whole'),
        })
        expect(read(here(sshdFiles.serverConfig))).toBe('')
      })
    },
    tools,
  )
} else process.stderr.write('Only root can start an sshd that lets root in: tests of sshd/apply are skipped\n')
