import { spawn } from 'node:child_process'
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Testbed, TestbedHost } from '@berth/testbed'

const main = fileURLToPath(new URL('../../../../dist/cli/main.js', import.meta.url))

/** Milliseconds in which a call ends. */
const longest = 200_000

/** How a racer's `berth` ended. */
export interface RacerEnd {
  /** Null where it was ended because it took too long. */
  readonly exitCode: number | null
  readonly stderr: string
  /** Milliseconds. */
  readonly took: number
}

/** A user of this machine, by their number in the password database, who logs into hosts as another one. */
export interface RacingUser {
  readonly id: number
  readonly login: string
}

/** root, as the tests run. */
export const oneUser: RacingUser = { id: 0, login: 'berth' }

/** `nobody`, who logs in as another user of the hosts too. */
export const anotherUser: RacingUser = { id: 65_534, login: 'dash' }

/** The `berth` of one user, with a home folder and a cluster file of their own. */
export class Racer {
  readonly home: string
  readonly #user: RacingUser
  readonly #clusterFile: string

  private constructor(home: string, user: RacingUser, clusterFile: string) {
    this.home = home
    this.#user = user
    this.#clusterFile = clusterFile
  }

  static async make(
    testbed: Testbed,
    hosts: readonly TestbedHost[],
    user: RacingUser,
    container: Readonly<Record<string, unknown>>,
  ): Promise<Racer> {
    const home = mkdtempSync(join(tmpdir(), 'berth-racer-'))
    const [ssh, key, file] = [join(home, '.ssh'), join(home, '.ssh/key'), join(home, 'berth.json')]
    mkdirSync(ssh, { mode: 0o700 })
    copyFileSync(testbed.knownHostsFile, join(ssh, 'known_hosts'))
    copyFileSync(testbed.keyFile, key)
    chmodSync(key, 0o600)
    copyFileSync(
      await testbed.clusterFile(container, { hosts, username: user.login, extra: { priv_key_file: key } }),
      file,
    )
    chmodSync(file, 0o644)
    for (const path of [home, ssh, key, file]) chownSync(path, user.id, user.id)
    return new Racer(home, user, file)
  }

  /** Runs a subcommand to its end. */
  run(subcommand: string, ...words: readonly string[]): Promise<RacerEnd> {
    const began = performance.now()
    const child = spawn(process.execPath, [main, subcommand, '--cluster', this.#clusterFile, ...words], {
      cwd: this.home,
      env: { PATH: process.env.PATH, HOME: this.home },
      stdio: ['ignore', 'ignore', 'pipe'],
      uid: this.#user.id,
      gid: this.#user.id,
      timeout: longest,
      killSignal: 'SIGKILL',
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      stderr += piece
    })
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode) => resolve({ exitCode, stderr, took: performance.now() - began }))
    })
  }

  remove(): void {
    rmSync(this.home, { recursive: true })
  }
}
