import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ErrorJson } from '@berth/core'
import type { Testbed, TestbedHost } from '@berth/testbed'
import { execa } from 'execa'
import {
  type CrashOrders,
  type CrashPoint,
  type LoggedStep,
  ordersVariable,
} from '../../../../../testbed/src/faults/crash/crash-orders.js'
import { knownRequests } from '../../../faults/crash-steps.js'
import { uniqueName } from '../../support/container-name.js'

const main = fileURLToPath(new URL('../../../../dist/cli/main.js', import.meta.url))
const hook = new URL('../../../../../testbed/dist/faults/crash/crash-hook.js', import.meta.url).href

/** Its last line tells that it came to its end. */
const setupScript = `#!/bin/bash
echo begun >>/setup
sleep 0.3
[ ! -e /data/fault ] || exit 1
echo complete >>/setup
`

/** Milliseconds in which a call ends, whatever a fault does to it: longer than any of Berth's own limits. */
const longest = 200_000

/** How a `berth` ended. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly exitCode: number | null
  readonly stdout: string
  /** Says so in the end, where it was ended because it took too long. */
  readonly stderr: string
}

/** What is particular about a cluster file. */
export interface CrashFile {
  readonly lifetime: 'per_run' | 'persistent'
  /** Further keys of its container. Default is none. */
  readonly keys?: Readonly<Record<string, unknown>>
}

/** One cluster file over some hosts, and the `berth` that works with it, in a home folder of its own. */
export class CrashCluster {
  readonly name: string = uniqueName('crash')
  readonly hosts: readonly TestbedHost[]
  readonly home: string = mkdtempSync(join(tmpdir(), 'berth-crash-'))
  readonly #testbed: Testbed
  #file = ''
  #orders = 0

  private constructor(testbed: Testbed, hosts: readonly TestbedHost[]) {
    this.#testbed = testbed
    this.hosts = hosts
  }

  /** Writes the cluster file and its setup script. */
  static async make(
    testbed: Testbed,
    hosts: readonly TestbedHost[],
    { lifetime, keys = {} }: CrashFile,
  ): Promise<CrashCluster> {
    const made = new CrashCluster(testbed, hosts)
    const { home, name } = made
    const setup = join(home, 'setup.sh')
    writeFileSync(setup, setupScript)
    mkdirSync(join(home, '.ssh'), { mode: 0o700 })
    copyFileSync(testbed.knownHostsFile, join(home, '.ssh', 'known_hosts'))
    mkdirSync(join(home, 'bin'))
    const program = join(home, 'bin', 'berth')
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`)
    chmodSync(program, 0o755)
    const args = { defaults: 'none', network: 'host', volumes: [`${made.folder}:/data:create`] }
    const container = { name, image: 'berth/debian-sshd:12', lifetime, setup_script: setup, sshd: true }
    made.#file = await testbed.clusterFile({ ...container, runtime: { args }, ...keys }, { hosts })
    return made
  }

  /** The folder of the hosts that the containers mount, which Berth makes. */
  get folder(): string {
    return `/home/berth/${this.name}`
  }

  /** Gives the setup script a reason to fail, or takes the reason away. */
  async setFault(there: boolean): Promise<void> {
    const program = there ? `mkdir -p ${this.folder} && touch ${this.folder}/fault` : `rm -f ${this.folder}/fault`
    await Promise.all(this.hosts.map((host) => this.#testbed.run(host, program)))
  }

  /** Runs a subcommand to its end. */
  berth([subcommand, ...words]: readonly [string, ...string[]]): Promise<Ended> {
    return this.#run([subcommand, '--cluster', this.#file, ...words], {})
  }

  /** Runs a command of a remedy as it is printed. */
  async printed(line: string): Promise<Ended> {
    return endOf(
      execa('sh', ['-c', line], {
        ...this.#how({ PATH: `${join(this.home, 'bin')}:${process.env.PATH}` }),
        ...limit,
      }),
    )
  }

  /**
   * Runs a command of a remedy as it is printed, on the hosts that it names, or on all where it names none, as the user
   * that Berth logs in as; until one fails.
   */
  async printedOnHosts(line: string, hosts: readonly string[]): Promise<Ended> {
    let ended: Ended = { exitCode: 0, stdout: '', stderr: '' }
    for (const host of hosts.length > 0 ? hosts : this.hosts) {
      const { user } = this.#testbed.host(host)
      ended = await this.#testbed.run(host, ['su', '-', user, '-c', line])
      if (ended.exitCode !== 0) break
    }
    return ended
  }

  /**
   * Runs a subcommand that ends itself at a point, or comes to its end where there is no point. Gives its steps in
   * their order, and the one at which it really ended itself; null where it did not.
   */
  async watched(
    [subcommand, ...words]: readonly [string, ...string[]],
    at: CrashPoint | null,
  ): Promise<Ended & { readonly steps: readonly LoggedStep[]; readonly killedAt: LoggedStep | null }> {
    const stem = join(this.home, `orders-${this.#orders++}`)
    const log = `${stem}.log`
    const orders: CrashOrders = { log, home: this.home, requests: knownRequests, at }
    writeFileSync(`${stem}.json`, JSON.stringify(orders))
    writeFileSync(log, '')
    const variables = { [ordersVariable]: `${stem}.json`, NODE_OPTIONS: `--import ${hook}` }
    const ended = await this.#run([subcommand, '--cluster', this.#file, ...words], variables)
    const lines = readFileSync(log, 'utf8').split('\n')
    const steps = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as LoggedStep)
    return { ...ended, steps, killedAt: steps.find(({ killed }) => killed) ?? null }
  }

  /** Starts a subcommand with a channel to it, and variables of its own. */
  started([subcommand, ...words]: readonly [string, ...string[]], variables: Readonly<Record<string, string>>) {
    const argv = [main, subcommand, '--cluster', this.#file, ...words]
    return execa(process.execPath, argv, { ...this.#how({ PATH: process.env.PATH, ...variables }), ipc: true })
  }

  /** Removes what the cluster has on this machine, and what it had made on its hosts beside containers. */
  async remove(): Promise<void> {
    await Promise.all(this.hosts.map((host) => this.#testbed.run(host, ['rm', '-rf', this.folder])))
    rmSync(this.home, { recursive: true })
  }

  #run(argv: readonly string[], variables: Readonly<Record<string, string>>): Promise<Ended> {
    const how = this.#how({ PATH: process.env.PATH, ...variables })
    return endOf(execa(process.execPath, [main, ...argv], { ...how, ...limit }))
  }

  #how(env: NodeJS.ProcessEnv) {
    return {
      cwd: this.home,
      env: { HOME: this.home, ...env },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    } as const
  }
}

const limit = { timeout: longest, killSignal: 'SIGKILL' } as const

interface EndOfProcess {
  readonly exitCode?: number | undefined
  readonly stdout: string
  readonly stderr: string
  readonly timedOut: boolean
}

async function endOf(process: PromiseLike<EndOfProcess>): Promise<Ended> {
  const { exitCode = null, stdout, stderr, timedOut } = await process
  return { exitCode, stdout, stderr: timedOut ? `${stderr}\nIt was ended after ${longest / 1000} s.` : stderr }
}

/** The errors of a call that was made with --json. */
export function errorsOf({ stdout }: Ended): readonly ErrorJson[] {
  const { errors = [] }: { readonly errors?: readonly ErrorJson[] } = stdout === '' ? {} : JSON.parse(stdout)
  return errors
}
