import type { Command, ContainerExecOptions, ExecResult } from '../../src/contract/index.js'
import { parseAuthorizedKeys } from '../../src/sshd/files/authorized-keys.js'
import { parseKnownHosts } from '../../src/sshd/files/known-hosts.js'
import { sharedFiles } from '../../src/sshd/files/shared-files.js'
import { sshdFiles } from '../../src/sshd/index.js'
import type { SshdContainer } from '../../src/sshd/sshd-container.js'

/** What tests of the whole sequence do in place of the programs of its steps, which have tests of their own. */
export class FakeContainer implements SshdContainer {
  readonly host: string
  readonly names: readonly string[]
  /** Called before each step, so that a schedule can put other calls in between. */
  readonly before: () => Promise<unknown>
  launch: string
  files = new Map<string, string>()
  sshd: { readonly hostKey: string; readonly port: number } | null = null
  /** Texts of the steps that were run, with the bytes that were sent to them. */
  readonly steps: { readonly step: string; readonly sent: number }[] = []
  #launches = 0
  #filesOfLaunch: string

  constructor(host: string, before: () => Promise<unknown> = () => Promise.resolve()) {
    this.host = host
    this.names = [host, `10.0.0.${host}`]
    this.before = before
    this.launch = `${host}-0`
    this.#filesOfLaunch = this.launch
  }

  /** Removes the container and launches another, from an image with `files`. */
  relaunch(files: ReadonlyMap<string, string> = new Map()): void {
    this.#launches += 1
    this.launch = `${this.host}-${this.#launches}`
    this.files = new Map(files)
    this.sshd = null
    this.#filesOfLaunch = files.size === 0 ? this.launch : 'of the image'
  }

  /** Stops the container and starts it again. */
  restart(): void {
    this.sshd = null
  }

  async exec(command: Command, { stdin }: ContainerExecOptions = {}): Promise<ExecResult> {
    await this.before()
    const [, , , step = '', ...words] = typeof command === 'string' ? [] : command
    this.steps.push({ step, sent: typeof stdin === 'string' ? stdin.length : 0 })
    const answers: Readonly<Record<string, () => string>> = {
      'berth-sshd-inspect': () => this.#inspect(),
      'berth-sshd-trust': () => `${this.#text('knownHosts')}authorized\n${this.#text('authorizedKeys')}end\n`,
      'berth-sshd-keys': () => this.#keys(),
      'berth-sshd-apply': () => this.#apply(words, typeof stdin === 'string' ? stdin : ''),
    }
    const stdout = answers[step]?.() ?? ''
    return {
      host: this.host,
      exitCode: 0,
      signal: null,
      endedBy: 'exit',
      stdout,
      stderr: '',
      truncated: false,
      duration: 1,
    }
  }

  /**
   * Whether root in this container reaches another by a name, with nothing but `ssh NAME`. What its image brings along
   * does not count.
   */
  reaches(other: FakeContainer, name: string = other.host): boolean {
    const known = parseKnownHosts(this.#text('knownHosts')).get(name)
    const blocks = [...this.#text('clientConfig').matchAll(/originalhost (\S+)\n {2}Port (\d+)\n/g)]
    const port = Number(blocks.find(([, names = '']) => names.split(',').includes(name))?.[2])
    const { sshd } = other
    return (
      sshd !== null &&
      this.#filesOfLaunch === this.launch &&
      known?.port === sshd.port &&
      port === sshd.port &&
      known.hostKeys.includes(sshd.hostKey) &&
      parseAuthorizedKeys(other.#text('authorizedKeys')).includes(publicOf(this.#text('clientKey')))
    )
  }

  #text(file: keyof typeof sshdFiles): string {
    return this.files.get(sshdFiles[file]) ?? ''
  }

  #trusted(): string {
    if (this.#text('knownHosts') === '' && this.#text('authorizedKeys') === '') return 'none'
    return sharedFiles({
      hosts: parseKnownHosts(this.#text('knownHosts')),
      clientKeys: parseAuthorizedKeys(this.#text('authorizedKeys')),
    }).trusted
  }

  #adopt(): void {
    if (this.#filesOfLaunch !== this.launch) this.files.clear()
    this.#filesOfLaunch = this.launch
  }

  #inspect(): string {
    const facts = ['missing ', 'version OpenSSH_9.2']
    if (this.#filesOfLaunch === this.launch) {
      facts.push(`running ${this.sshd === null ? 'no' : 'yes'}`)
      const [hostKey, clientKey] = [this.#text('hostKey'), this.#text('clientKey')]
      if (hostKey !== '') facts.push(`host_key ${publicOf(hostKey)}`)
      if (clientKey !== '') facts.push(`client_key ${publicOf(clientKey)}`)
      for (const file of ['installed', 'started'] as const) {
        if (this.#text(file) !== '') facts.push(`${file} ${this.#text(file).trim()}`)
      }
      facts.push(`trusted ${this.#trusted()}`)
    } else facts.push('running no', 'trusted none')
    return `${facts.join('\n')}\nenviron\nPATH=/bin\0\nend\n`
  }

  #keys(): string {
    this.#adopt()
    for (const file of [sshdFiles.hostKey, sshdFiles.clientKey]) {
      if (!this.files.has(file)) this.files.set(file, privateKey(`${file}-${this.launch}`))
    }
    const keys = [this.#text('hostKey'), this.#text('clientKey')]
    return `${keys.join('')}${keys.map((key) => `${publicOf(key)}\n`).join('')}`
  }

  #apply(words: readonly string[], bundle: string): string {
    this.#adopt()
    const [, seenTrust, trust, , action, port] = words.slice(14)
    const brought = unbundled(bundle)
    const given = [sshdFiles.hostKey, sshdFiles.clientKey].filter((file) => brought.has(file))
    const there = [sshdFiles.hostKey, sshdFiles.clientKey].every((file) => this.files.has(file))
    if (given.length > 0 && there && given.some((file) => brought.get(file) !== this.files.get(file)))
      return 'changed\nkeys\n'
    if (![seenTrust, trust].includes(this.#trusted())) return 'changed\ntrust\n'
    for (const [file, text] of brought) this.files.set(file, text)
    if (action === 'start' || action === 'restart') {
      this.sshd = { hostKey: publicOf(this.#text('hostKey')), port: Number(port) }
      this.files.set(sshdFiles.started, `${words[20]}\n`)
    }
    return 'ready\n1\n'
  }
}

function privateKey(seed: string): string {
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${seed}\n-----END OPENSSH PRIVATE KEY-----\n`
}

function publicOf(key: string): string {
  return `ssh-ed25519 ${key.split('\n')[1]}`
}

function unbundled(bundle: string): Map<string, string> {
  const files = new Map<string, string>()
  const lines = bundle.split('\n')
  for (let at = 0; lines[at] !== 'end'; ) {
    const [, count = '0', path = ''] = (lines[at] ?? '').split(' ')
    files.set(
      path,
      lines
        .slice(at + 1, at + 1 + Number(count))
        .map((line) => `${line}\n`)
        .join(''),
    )
    at += 1 + Number(count)
  }
  return files
}
