import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HostConnection } from '@berth/core/adapter'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { canRunSshd, childrenOf, startSshd, type TestSshd, type TestSshdOptions } from './sshd.js'

const folders: string[] = []
const started: { readonly sshd: TestSshd; readonly close: () => Promise<void> }[] = []
// Tests run beside each other.
afterAll(async () => {
  for (const { sshd, close } of started.splice(0)) {
    await close()
    await sshd.stop()
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** A host whose account has these start-up files, by their names. */
async function hostOf(
  files: Readonly<Record<string, string>>,
  options: Omit<TestSshdOptions, 'folder'> = {},
): Promise<{ readonly host: HostConnection; readonly sshd: TestSshd }> {
  const sshd = await startSshd(options)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(sshd.home, name), text)
  const transport = sshTransport(sshd.options)
  started.push({ sshd, close: () => transport.close() })
  return { host: await transport.connect('one'), sshd }
}

/** A program that is many, by one of its names. */
function linkTo(program: string, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'berth-shell-'))
  folders.push(folder)
  chmodSync(folder, 0o755)
  symlinkSync(program, join(folder, name))
  return join(folder, name)
}

const words = [
  ...Array.from({ length: 127 }, (_, index) => `a${String.fromCharCode(index + 1)}b\\`),
  '',
  "\\'",
  '%self',
  '!!',
  'ü€😀',
]

const shells = {
  bash: '/bin/bash',
  dash: '/bin/dash',
  fish: '/usr/bin/fish',
  tcsh: '/usr/bin/tcsh',
  zsh: '/usr/bin/zsh',
  busybox: '/bin/busybox',
} as const

/** Start-up files of all shells, which talk. */
const noisy = { '.bashrc': 'echo noise\n', '.tcshrc': 'echo noise\n', '.zshenv': 'echo noise\n' }

describe.runIf(canRunSshd)('a login shell', () => {
  for (const [name, path] of Object.entries(shells)) {
    it.runIf(existsSync(path) || process.env.CI === 'true')(
      `${name} passes every argument, input and code as it is, and runs no part of them`,
      async () => {
        const { host, sshd } = await hostOf(noisy, { shell: name === 'busybox' ? linkTo(path, 'ash') : path })
        const { stdout } = await host.exec(['printf', '%s\\0', ...words], { timeout: 20_000 })
        expect(stdout.split('\0').slice(0, -1)).toEqual(words)
        expect(await host.exec(['true\ntouch RAN\ntrue'])).toMatchObject({ exitCode: 127 })
        const env = { TEXT: "two\nlines! '\\" }
        const given = await host.exec('printf %s "$TEXT"\ncat\nexit 5', { env, stdin: 'in!\nput' })
        expect(given).toMatchObject({ exitCode: 5, stdout: `${env.TEXT}in!\nput` })
        expect(await host.exec('kill -KILL $$')).toMatchObject({ endedBy: 'signal', signal: 'SIGKILL' })
        expect(await host.exec('exit 137')).toMatchObject({ endedBy: 'exit', exitCode: 137 })
        expect(await host.exec('sleep 100', { timeout: 500 })).toMatchObject({ endedBy: 'timeout' })
        await host.putFile(join(sshd.home, 'put'), 'text\n!')
        expect(Buffer.from(await host.getFile(join(sshd.home, 'put'))).toString()).toBe('text\n!')
        const left = readdirSync(sshd.home).filter(
          (file) => !/^\.(config|cache|local|bashrc|tcshrc|zshenv)$/.test(file),
        )
        expect(left).toEqual(['put'])
      },
    )
  }
})

/** What a command says of the file that it makes, where it runs. */
const makes = (sshd: TestSshd): string => `touch ${join(sshd.home, 'RAN')}\n`
const hasRun = (sshd: TestSshd): boolean => existsSync(join(sshd.home, 'RAN'))

describe.runIf(canRunSshd).concurrent('a start-up file', () => {
  it.each(['fish', 'tcsh', 'zsh', 'dash', 'bash --norc'])(
    'that executes %s: nothing of the input is run there, and the error says so at once or in time',
    async (other) => {
      const { host, sshd } = await hostOf({ '.bashrc': `exec ${other}\n` })
      const says = {
        code: 'BERTH_EXEC_NOT_STARTED',
        reason: expect.stringMatching(/does not run the command that it is given, and says nothing/),
        remedy: expect.stringMatching(/Nothing was run.*executes another shell/),
      }
      await expect(host.exec(makes(sshd))).rejects.toMatchObject(says)
      const given = [
        host.exec('cat', { stdin: makes(sshd) }),
        host.exec(makes(sshd), { env: { A: 'a' } }),
        host.exec(makes(sshd), { stdin: makes(sshd), timeout: 60_000 }),
      ]
      await Promise.all(given.map((result) => expect(result).rejects.toMatchObject(says)))
      const put = host.putFile(join(sshd.home, 'put'), makes(sshd))
      await expect(put).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED', remedy: says.remedy })
      expect(hasRun(sshd)).toBe(false)
      expect(existsSync(join(sshd.home, 'put'))).toBe(false)
    },
  )

  it('that reads standard input gets none of it, and no command that has input waits for ever', async () => {
    const { host, sshd } = await hostOf({ '.bashrc': 'read -r line; echo "$line" >>"$HOME/stolen"\n' })
    expect(await host.exec('echo mine')).toMatchObject({ stdout: 'mine\n' })
    await expect(host.exec(`cat; ${makes(sshd)}`, { stdin: 'secret\n' })).rejects.toMatchObject({
      code: 'BERTH_EXEC_NOT_STARTED',
      reason: expect.stringMatching(/read standard input/),
    })
    expect(readFileSync(join(sshd.home, 'stolen'), 'utf8')).not.toContain('secret')
    expect(hasRun(sshd)).toBe(false)
  })

  it('that sends output elsewhere: it is not said of what ran that nothing was run', async () => {
    const { host, sshd } = await hostOf({ '.bashrc': 'exec >"$HOME/log" 2>&1\n' })
    await expect(host.exec(makes(sshd), { stdin: 'in' })).rejects.toMatchObject({
      code: 'BERTH_EXEC_NOT_STARTED',
      reason: expect.stringMatching(/what they print does not come back/),
    })
    expect(hasRun(sshd)).toBe(false)
    await expect(host.exec(makes(sshd))).rejects.toMatchObject({
      code: 'BERTH_MAY_HAVE_RUN',
      retryable: false,
      reason: expect.stringMatching(/what they print does not come back/),
    })
    expect(hasRun(sshd)).toBe(true)
  })

  it('that sends output elsewhere: nor is it of what ran until an abort', async () => {
    const { host, sshd } = await hostOf({ '.bashrc': 'exec >"$HOME/log" 2>&1\n' })
    const controller = new AbortController()
    const { signal } = controller
    const failed = expect(host.exec(`${makes(sshd)}; sleep 60`, { signal })).rejects.toMatchObject({
      code: 'BERTH_MAY_HAVE_RUN',
      retryable: false,
    })
    await eventually(
      () => hasRun(sshd),
      (yes) => yes,
    )
    controller.abort()
    await failed
  })

  it('that takes longer than the announcement is waited for keeps no command from its input', async () => {
    const { host } = await hostOf({ '.bashrc': '[ -e "$HOME/once" ] || { touch "$HOME/once"; sleep 8; }\n' })
    expect(await host.exec('cat', { stdin: 'mine' })).toMatchObject({ exitCode: 0, stdout: 'mine' })
  })
})

describe.runIf(canRunSshd).concurrent('an account that runs no commands is told as what it is:', () => {
  it.each<[string, RegExp, Omit<TestSshdOptions, 'folder'>]>([
    ['nologin', /no login shell \(nologin\): .*not available/, { shell: '/usr/sbin/nologin' }],
    ['a restricted shell', /a restricted one: .*restricted/, { shell: '/bin/rbash' }],
    ['files alone', /move files \(sftp\)/, { config: ['ForceCommand internal-sftp'] }],
    ['a forced command', /does not run the command that it is given: Hello/, { config: ['ForceCommand echo Hello'] }],
    ['false', /does not run the command that it is given, and says nothing/, { shell: '/bin/false' }],
  ])('%s', async (_, reason, options) => {
    const { host, sshd } = await hostOf({}, options)
    for (const given of [{}, { stdin: 'in' }]) {
      await expect(host.exec(makes(sshd), given)).rejects.toMatchObject({
        code: 'BERTH_EXEC_NOT_STARTED',
        reason: expect.stringMatching(reason),
        remedy: expect.stringMatching(/^Nothing was run/),
      })
    }
    expect(hasRun(sshd)).toBe(false)
  })
})

describe.runIf(canRunSshd)('a host whose answers do not come through', () => {
  /** A way to the host on which answers can be made to come late, or not at all. */
  async function heldHost() {
    const sshd = await startSshd()
    const way = { late: 0, held: false }
    const sockets: Socket[] = []
    const proxy = createServer((client) => {
      const server = connect(sshd.port, '127.0.0.1')
      for (const socket of [client, server]) socket.on('error', () => undefined)
      client.pipe(server)
      server.on('data', (piece) => {
        setTimeout(() => way.held || client.write(piece), way.late)
      })
      sockets.push(server, client)
    }).listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const address = proxy.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const transport = sshTransport({ ...sshd.options, hosts: () => ({ address: '127.0.0.1', port }) })
    const host = await transport.connect('one')
    await host.exec('true')
    const cut = (): void => {
      for (const socket of sockets) socket.destroy()
    }
    const close = async (): Promise<void> => {
      cut()
      proxy.close()
      await transport.close()
    }
    started.push({ sshd, close })
    return { host, sshd, way, cut }
  }

  it.each(['an abort', 'a timeout'])(
    'ran what was asked, and does not say that nothing was run, at %s',
    async (end) => {
      const { host, sshd, way } = await heldHost()
      way.late = 1000
      const controller = new AbortController()
      const options = end === 'an abort' ? { signal: controller.signal } : { timeout: 6000 }
      const failed = expect(host.exec(makes(sshd), options)).rejects.toMatchObject({
        code: 'BERTH_MAY_HAVE_RUN',
        retryable: false,
        message: expect.not.stringMatching(/Nothing was run/),
      })
      await eventually(
        () => hasRun(sshd),
        (yes) => yes,
      )
      way.held = true
      controller.abort()
      await failed
    },
    60_000,
  )

  it.each(['an abort', 'a lost connection'])(
    'has not run what gets input, and says so, at %s',
    async (end) => {
      const { host, sshd, way, cut } = await heldHost()
      way.late = 1000
      const controller = new AbortController()
      const failed = expect(host.exec(makes(sshd), { stdin: 'in', signal: controller.signal })).rejects.toMatchObject(
        end === 'an abort'
          ? { code: 'BERTH_ABORTED', reason: expect.stringMatching(/aborted before it started/) }
          : { retryable: true, message: expect.stringMatching(/nothing was run/i) },
      )
      // The command waits for its first line there.
      await eventually(
        () => sshd.sessions().flatMap(childrenOf),
        (shells) => shells.length > 0,
      )
      way.held = true
      if (end === 'an abort') controller.abort()
      else cut()
      await failed
      expect(hasRun(sshd)).toBe(false)
    },
    60_000,
  )
})
