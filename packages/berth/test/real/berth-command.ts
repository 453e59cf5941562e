import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { checkedJson, type Envelope } from '../cli/json/check-json.js'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** How a command line ended. */
export interface CommandOutcome {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** What was printed with --json, held against the published schemas; null without --json. */
  readonly json: Envelope | null
}

/** How a command line stands at a terminal. */
interface AtTerminal {
  readonly columns: number
  readonly variables?: Readonly<Record<string, string>>
  readonly lineGoesOn?: string
}

/** The built `berth` in processes of its own, with a home folder of its own. */
export class BerthCommand {
  readonly home: string = mkdtempSync(join(tmpdir(), 'berth-home-'))
  readonly #clusterFile: string

  constructor(clusterFile: string, knownHostsFile: string) {
    this.#clusterFile = clusterFile
    mkdirSync(join(this.home, '.ssh'), { mode: 0o700 })
    copyFileSync(knownHostsFile, join(this.home, '.ssh', 'known_hosts'))
  }

  /** Starts a subcommand on the cluster file. */
  start(subcommand: string, ...words: readonly string[]): { child: ChildProcess; ended: Promise<CommandOutcome> } {
    return this.#start([process.execPath, main, subcommand, '--cluster', this.#clusterFile, ...words])
  }

  /** Runs a subcommand to its end with an open pipe as its standard input, which `feed` writes to and ends, or not. */
  async fed(
    feed: (stdin: Writable) => unknown,
    subcommand: string,
    ...words: readonly string[]
  ): Promise<CommandOutcome> {
    const { child, ended } = this.#start(
      [process.execPath, main, subcommand, '--cluster', this.#clusterFile, ...words],
      'pipe',
    )
    const { stdin } = child
    stdin?.on('error', () => undefined)
    if (stdin !== null) feed(stdin)
    return ended.finally(() => stdin?.destroy())
  }

  /** Runs a subcommand to its end on a terminal, of 80 columns, which shows both streams as one. */
  async onTerminal(subcommand: string, ...words: readonly string[]): Promise<string> {
    const line = [process.execPath, main, subcommand, '--cluster', this.#clusterFile, ...words]
      .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
      .join(' ')
    const { stdout } = await this.#start(['script', '-qec', `stty columns 80; exec ${line}`, '/dev/null']).ended
    return stdout.replaceAll('\r\n', '\n')
  }

  /**
   * Starts a subcommand whose line in the shell may go on (`| cat`), on a terminal that tells what is written to it and
   * can be typed on.
   */
  atTerminal(
    { columns, variables = {}, lineGoesOn = '' }: AtTerminal,
    subcommand: string,
    ...words: readonly string[]
  ): { readonly type: (text: string) => void; readonly written: () => string; readonly ended: Promise<string> } {
    const line = [process.execPath, main, subcommand, '--cluster', this.#clusterFile, ...words]
      .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
      .join(' ')
    const child = spawn('script', ['-qec', `stty columns ${columns}; ${line} ${lineGoesOn}`, '/dev/null'], {
      cwd: this.home,
      env: { PATH: process.env.PATH, HOME: this.home, TERM: 'xterm', ...variables },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
    const ended = new Promise<string>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', () => resolve(text))
    })
    return { type: (typed) => void child.stdin.write(typed), written: () => text, ended }
  }

  #start(
    [program = '', ...argv]: readonly string[],
    stdin: 'ignore' | 'pipe' = 'ignore',
  ): { child: ChildProcess; ended: Promise<CommandOutcome> } {
    const child = spawn(program, argv, {
      cwd: this.home,
      env: { PATH: process.env.PATH, HOME: this.home },
      stdio: [stdin, 'pipe', 'pipe'],
    })
    const text = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (piece: string) => {
        text[stream] += piece
      })
    }
    const ended = new Promise<CommandOutcome>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode) => {
        try {
          const json = argv.includes('--json') ? checkedJson(text.stdout, argv, exitCode) : null
          resolve({ exitCode, ...text, json })
        } catch (error) {
          reject(error)
        }
      })
    })
    return { child, ended }
  }

  /** Runs a subcommand to its end. */
  run(subcommand: string, ...words: readonly string[]): Promise<CommandOutcome> {
    return this.start(subcommand, ...words).ended
  }

  /** Runs a subcommand to its end without a cluster file. */
  bare(subcommand: string, ...words: readonly string[]): Promise<CommandOutcome> {
    return this.#start([process.execPath, main, subcommand, ...words]).ended
  }

  /** Removes the home folder. */
  remove(): void {
    rmSync(this.home, { recursive: true })
  }
}
