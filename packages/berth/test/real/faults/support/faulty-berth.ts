import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import {
  go,
  type PauseOrders,
  type PausePoint,
  pauseVariable,
  reached,
} from '../../../../../testbed/src/faults/pause/pause-orders.js'
import { knownRequests } from '../../../faults/crash-steps.js'
import { BerthCommand, type CommandOutcome } from '../../berth-command.js'

const main = fileURLToPath(new URL('../../../../dist/cli/main.js', import.meta.url))
const hook = new URL('../../../../../testbed/dist/faults/pause/pause-hook.js', import.meta.url)

/** A link that says nothing for so long is given up: 4 seconds. */
const sshConfig = 'Host *\n  ServerAliveInterval 1\n  ServerAliveCountMax 3\n  ConnectTimeout 4\n'

/** A `berth` that stops at a moment of its work, for a fault to be caused. */
export interface PausedBerth {
  /** Resolves with true once it is there; with false where it ends without having been there. */
  readonly reached: Promise<boolean>
  goOn(): void
  readonly ended: Promise<CommandOutcome & { readonly seconds: number }>
}

/** The `berth` of one user at one cluster file, in a home folder of its own. */
export class FaultyBerth {
  readonly #berth: BerthCommand
  readonly #clusterFile: string

  constructor(clusterFile: string, knownHostsFile: string) {
    this.#berth = new BerthCommand(clusterFile, knownHostsFile)
    this.#clusterFile = clusterFile
    writeFileSync(join(this.home, '.ssh', 'config'), sshConfig)
    const programs = join(this.home, 'bin')
    mkdirSync(programs)
    writeFileSync(join(programs, 'berth'), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`)
    chmodSync(join(programs, 'berth'), 0o755)
  }

  get home(): string {
    return this.#berth.home
  }

  /** Runs a subcommand to its end. */
  run(subcommand: string, ...words: readonly string[]): Promise<CommandOutcome> {
    return this.#berth.run(subcommand, ...words)
  }

  /** Runs a line as it was printed, as a user would who copies it. Gives its exit code and what it said. */
  async copy(line: string): Promise<{ readonly exitCode: number; readonly said: string }> {
    const { exitCode, all } = await execa('sh', ['-c', line], {
      cwd: this.home,
      env: { PATH: `${join(this.home, 'bin')}:${process.env.PATH}`, HOME: this.home },
      extendEnv: false,
      stdin: 'ignore',
      all: true,
      reject: false,
    })
    return { exitCode: exitCode ?? 255, said: all }
  }

  /** Starts a subcommand that pauses. */
  start(at: PausePoint, subcommand: string, ...words: readonly string[]): PausedBerth {
    const orders: PauseOrders = { requests: knownRequests, at }
    const began = performance.now()
    const child = spawn(
      process.execPath,
      ['--import', hook.href, main, subcommand, '--cluster', this.#clusterFile, ...words],
      {
        cwd: this.home,
        env: { PATH: process.env.PATH, HOME: this.home, [pauseVariable]: JSON.stringify(orders) },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    )
    const ended = outcomeOf(child).then((outcome) => ({ ...outcome, seconds: (performance.now() - began) / 1000 }))
    const isThere = new Promise<boolean>((resolve) => {
      child.on('message', (message) => {
        if (message === reached) resolve(true)
      })
      child.once('close', () => resolve(false))
    })
    return { reached: isThere, goOn: () => void child.send(go, () => undefined), ended }
  }

  /** Removes the home folder. */
  remove(): void {
    this.#berth.remove()
  }
}

function outcomeOf(child: ChildProcess): Promise<CommandOutcome> {
  const text = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (piece: string) => {
      text[stream] += piece
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, ...text, json: null }))
  })
}
