import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { SshTransportOptions } from '@berth/transport-ssh'

const program = '/usr/sbin/sshd'
const pamService = '/etc/pam.d/sshd'

/** Where sshd is missing these tests are skipped, but for continuous integration, where they fail. */
export const canRunSshd: boolean = existsSync(program) || process.env.CI === 'true'

/** A real sshd on a free port of the loopback interface, with its default limits, and keys and a known_hosts file of its own. */
export interface TestSshd {
  readonly folder: string
  /** Root's home there. */
  readonly home: string
  readonly port: number
  readonly pid: number
  readonly options: SshTransportOptions & { readonly knownHostsFile: string; readonly privateKeyFile: string }
  /** Processes that serve one connection each. */
  sessions(): number[]
  /** What it has said so far. */
  log(): string
  /** Ends this sshd and its connections. */
  stop(): Promise<void>
}

/** What one test wants otherwise. */
export interface TestSshdOptions {
  readonly config?: readonly string[]
  readonly hostKeyTypes?: readonly string[]
  readonly folder?: string
  readonly port?: number
  /** Login shell of root. */
  readonly shell?: string
  /** Password of root. */
  readonly password?: string | undefined
  /** Lines of the PAM service, which `UsePAM yes` makes use of. Default is the machine's own. */
  readonly pam?: readonly string[]
  /** Address to listen on. Default is 127.0.0.1. */
  readonly address?: string
  /** Network namespace to run in. Default is this process's own. */
  readonly namespace?: string
}

export function makeKey(path: string, type = 'ed25519', passphrase = ''): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', path])
}

export async function startSshd({
  config = [],
  hostKeyTypes = ['ed25519'],
  shell = '/bin/bash',
  password = undefined,
  pam,
  address = '127.0.0.1',
  namespace,
  ...given
}: TestSshdOptions = {}): Promise<TestSshd> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'berth-sshd-'))
  const port = given.port ?? (await freePort())
  const privateKeyFile = join(folder, 'user_key')
  const knownHostsFile = join(folder, 'known_hosts')
  if (!existsSync(privateKeyFile)) makeKey(privateKeyFile)
  for (const type of hostKeyTypes) {
    if (!existsSync(join(folder, `host_${type}`))) makeKey(join(folder, `host_${type}`), type)
  }
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(`${privateKeyFile}.pub`), { mode: 0o600 })
  const lines = [
    ...config,
    `Port ${port}`,
    `ListenAddress ${address}`,
    ...hostKeyTypes.map((type) => `HostKey ${join(folder, `host_${type}`)}`),
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    'PidFile none',
    'StrictModes no',
    'PermitRootLogin yes',
    'LogLevel ERROR',
  ]
  writeFileSync(join(folder, 'sshd_config'), `${lines.join('\n')}\n`)
  mkdirSync('/run/sshd', { recursive: true })
  const passwd = join(folder, 'passwd')
  const home = join(folder, 'home')
  mkdirSync(home, { recursive: true })
  writeFileSync(passwd, readFileSync('/etc/passwd', 'utf8').replace(/^root:.*$/m, `root:x:0:0:root:${home}:${shell}`))
  const shadow = join(folder, 'shadow')
  writeFileSync(
    shadow,
    readFileSync('/etc/shadow', 'utf8').replace(/^root:[^:]*:/m, `root:${passwordHash(password)}:`),
    { mode: 0o600 },
  )
  const service = join(folder, 'pam')
  writeFileSync(service, pam === undefined ? readOrEmpty(pamService) : `${pam.join('\n')}\n`)
  // In a mount namespace of its own, where root has this shell, home and password.
  const script =
    'mount --bind "$1" /etc/passwd && mount --bind "$2" /etc/shadow && mount --bind "$5" "$6" && exec "$3" -D -e -f "$4"'
  const server = spawn(
    'nsenter',
    [
      `--net=${namespace === undefined ? '/proc/self/ns/net' : `/run/netns/${namespace}`}`,
      'unshare',
      '--mount',
      '--propagation',
      'private',
      'sh',
      '-c',
      script,
      'sh',
      passwd,
      shadow,
      program,
      join(folder, 'sshd_config'),
      service,
      pamService,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let log = ''
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  await listening(server, port, () => log)
  const pid = server.pid ?? 0
  return {
    folder,
    home,
    port,
    pid,
    options: {
      username: userInfo().username,
      hosts: () => ({ address, port }),
      privateKeyFile,
      knownHostsFile,
      agent: null,
      configFiles: [],
    },
    sessions: () => childrenOf(pid),
    log: () => log,
    async stop() {
      for (const child of childrenOf(pid)) endTree(child)
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit')
        server.kill('SIGKILL')
        await ended
      }
      if (given.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Processes whose parent is this one. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number {
  const status = readOrEmpty(`/proc/${pid}/stat`)
  return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1])
}

function passwordHash(password: string | undefined): string {
  return password === undefined ? '*' : execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim()
}

function endTree(pid: number): void {
  for (const child of childrenOf(pid)) endTree(child)
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

/** Waits until the server listens in its own network namespace. */
async function listening(server: ChildProcess, port: number, log: () => string): Promise<void> {
  const giveUp = performance.now() + 10_000
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  for (;;) {
    if (server.exitCode !== null) throw new Error(`sshd ended: ${log()}`)
    const sockets = ['tcp', 'tcp6'].flatMap((kind) => readOrEmpty(`/proc/${server.pid}/net/${kind}`).split('\n'))
    if (sockets.some((line) => line.includes(local) && / 0A /.test(line))) return
    if (performance.now() > giveUp) throw new Error(`sshd does not listen: ${log()}`)
    await delay(20)
  }
}
