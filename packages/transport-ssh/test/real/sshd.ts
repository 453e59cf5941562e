import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { SshTransportOptions } from '@berth/transport-ssh'

const program = '/usr/sbin/sshd'
const pamService = '/etc/pam.d/sshd'

/** User and group of the account without privileges. */
const someone = 54_321

/** Where sshd is missing these tests are skipped, but for continuous integration, where they fail. */
export const canRunSshd: boolean = existsSync(program) || process.env.CI === 'true'

/**
 * A real sshd on a free port of the loopback interface, with its default limits, and keys and a known_hosts file of its
 * own.
 */
export interface TestSshd {
  readonly folder: string
  /** The account's home there. */
  readonly home: string
  readonly port: number
  readonly pid: number
  readonly options: SshTransportOptions & { readonly knownHostsFile: string; readonly privateKeyFile: string }
  /** Ids of the processes that serve one connection each. */
  sessions(): number[]
  /** Kills the processes that serve connections; the commands there go on. */
  cut(): void
  /** The log of this sshd so far. */
  log(): string
  /** Ends this sshd and its connections. */
  stop(): Promise<void>
}

/** Settings in which one test's sshd differs from the default. */
export interface TestSshdOptions {
  readonly config?: readonly string[]
  readonly hostKeyTypes?: readonly string[]
  readonly folder?: string
  readonly port?: number
  /** Who logs in: root, or an account without privileges that is made for it, of any name. Default is root. */
  readonly account?: string
  /** The account's login shell. */
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
  account = 'root',
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
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(`${privateKeyFile}.pub`))
  chmodSync(folder, 0o755)
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
  const id = account === 'root' ? 0 : someone
  chownSync(home, id, id)
  writeFileSync(passwd, withAccount('/etc/passwd', account, `x:${id}:${id}::${home}:${shell}`))
  const shadow = join(folder, 'shadow')
  writeFileSync(shadow, withAccount('/etc/shadow', account, `${passwordHash(password)}:20000:0:99999:7:::`), {
    mode: 0o600,
  })
  const service = join(folder, 'pam')
  writeFileSync(service, pam === undefined ? readOrEmpty(pamService) : `${pam.join('\n')}\n`)
  // In a mount namespace of its own, where the account has this shell, home and password.
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
      username: account,
      hosts: () => ({ address, port }),
      privateKeyFile,
      knownHostsFile,
      agent: null,
      configFiles: [],
      onNewHostKey: () => undefined,
    },
    sessions: () => childrenOf(pid),
    cut() {
      // The session of a user without privileges has two processes.
      for (const session of childrenOf(pid)) for (const part of [...childrenOf(session), session]) endSshd(part)
    },
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

/** An sshd with a banner, whose user has no privileges, and profiles that talk on both streams. */
export async function startNoisySshd(options: Omit<TestSshdOptions, 'account' | 'config'> = {}): Promise<TestSshd> {
  const sshd = await startSshd({ ...options, account: 'someone', config: ['Banner /etc/hostname'] })
  // In words that the shells of all families read alike.
  const noise = 'echo "Welcome to the cluster"\nsh -c "echo oops >&2"\n'
  mkdirSync(join(sshd.home, '.config/fish'), { recursive: true })
  for (const profile of ['.bashrc', '.config/fish/config.fish', '.tcshrc', '.zshenv'])
    writeFileSync(join(sshd.home, profile), noise)
  return sshd
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

/** The text of a file of accounts with this account added, or put in place of the account of its name. */
function withAccount(path: string, name: string, fields: string): string {
  const others = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(`${name}:`))
  return `${[...others, `${name}:${fields}`].join('\n')}\n`
}

function endSshd(pid: number): void {
  if (readOrEmpty(`/proc/${pid}/comm`).startsWith('sshd')) end(pid)
}

function endTree(pid: number): void {
  for (const child of childrenOf(pid)) endTree(child)
  end(pid)
}

function end(pid: number): void {
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
