import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Testbed } from '@berth/testbed'
import { mpiImage } from '../../../../../testbed/test/mpi-under-test.js'
import { BerthCommand } from '../../berth-command.js'

/** A connection that says nothing is closed after 4 seconds: then a command has nothing more to wait for. */
const sshConfig = 'Host *\n  ServerAliveInterval 1\n  ServerAliveCountMax 3\n  ConnectTimeout 4\n'

/** Ranks of MPI can be started here, by both ways, on all hosts of a testbed. */
export class MpiPlace {
  readonly testbed: Testbed
  readonly berth: BerthCommand
  readonly ranks: number

  private constructor(testbed: Testbed, berth: BerthCommand, ranks: number) {
    this.testbed = testbed
    this.berth = berth
    this.ranks = ranks
  }

  /** Brings up the containers. `ranks`: those of each launch. */
  static async up(testbed: Testbed, ranks: number): Promise<MpiPlace> {
    const args = { defaults: 'none', network: 'host' }
    const file = await testbed.clusterFile({
      image: mpiImage,
      name: 'ranks',
      sshd: true,
      sshd_port: 'auto',
      runtime: { args },
    })
    const place = new MpiPlace(testbed, new BerthCommand(file, testbed.knownHostsFile), ranks)
    writeFileSync(join(place.berth.home, '.ssh', 'config'), sshConfig)
    await place.#successfully('up')
    return place
  }

  async down(): Promise<void> {
    await this.#successfully('down')
    this.berth.remove()
  }

  async #successfully(subcommand: string): Promise<void> {
    const { exitCode, stderr } = await this.berth.run(subcommand)
    if (exitCode !== 0) throw new Error(`berth ${subcommand}: ${stderr}`)
  }
}

/** The processes of all hosts, which this machine sees, that call themselves by this name. */
export function processesNamed(name: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      return readFileSync(`/proc/${entry}/cmdline`, 'latin1').startsWith(`${name}\0`) ? [Number(entry)] : []
    } catch {
      return []
    }
  })
}
