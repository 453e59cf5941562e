import { EventEmitter } from 'node:events'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cluster, openCluster } from 'berth-cluster'
import type { Testbed } from '../../contract/testbed.js'
import { CommandLine } from './command-line.js'

/** Where a round works. */
export interface Stage {
  readonly testbed: Testbed
  /** By address, as the cluster file names them. */
  readonly hosts: readonly string[]
  /** The hosts that faults befall; the command line works on the others. */
  readonly victims: readonly string[]
  /** The one of them whose turn it is in this round. */
  readonly victim: string
  /** The one cluster object of all rounds, whose connections stay open. */
  readonly cluster: Cluster
  /** Emits each state that {@link cluster} enters, by the state's name. */
  readonly phases: EventEmitter
  /** A cluster object of its own on some of the same hosts and their containers; the caller closes it. */
  readonly openAnother: (hosts: readonly string[]) => Promise<Cluster>
  /** The `berth` command, on the first hosts, with containers of its own. */
  readonly commandLine: CommandLine
  /** A folder of this machine for what is written and sent. */
  readonly folder: string
  /** One for all calls of all rounds, as an embedding tool has it. */
  readonly signal: AbortSignal
}

/** What stays the same through all rounds. */
export type Scenery = Omit<Stage, 'victim'>

/** Hosts on which the command line works, and which no fault befalls. */
const spared = 2

/** A link that is cut is to be noticed soon, and one whose host has much else to do is not to be taken for cut. */
const keepalive = { interval: 1000, unanswered: 15 }

/** Opens the one cluster object, and writes the files of the command line's. Connects to nothing. */
export async function setScenery(testbed: Testbed, folder: string, signal: AbortSignal): Promise<Scenery> {
  const clusterFile = await testbed.clusterFile(container('berth-soak'))
  const phases = new EventEmitter()
  const ssh = { keepalive, knownHostsFile: testbed.knownHostsFile, agent: null, configFiles: [] }
  const cluster = await openCluster(clusterFile, {
    ssh,
    onEvent: (event) => {
      if (event.type === 'phase') phases.emit(event.state)
    },
  })

  const adopt = { runs: [cluster.run.id] }
  const openAnother = (hosts: readonly string[]): Promise<Cluster> => openCluster(clusterFile, { ssh, adopt, hosts })

  const home = join(folder, 'home')
  const temporary = join(folder, 'tmp')
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 })
  await mkdir(temporary)
  await copyFile(testbed.knownHostsFile, join(home, '.ssh', 'known_hosts'))
  const commandLine = new CommandLine({
    clusterFile: await testbed.clusterFile(container('berth-soak-cli'), { hosts: testbed.hosts.slice(0, spared) }),
    hosts: spared,
    environment: { PATH: process.env.PATH ?? '', HOME: home, TMPDIR: temporary },
    signal,
  })
  const hosts = testbed.hosts.map(({ address }) => address)
  const victims = hosts.slice(spared)
  return { testbed, hosts, victims, cluster, phases, openAnother, commandLine, folder, signal }
}

function container(name: string): Readonly<Record<string, unknown>> {
  return {
    lifetime: 'per_run',
    image: 'berth/busybox:1',
    name,
    setup_script: false,
    sshd: false,
    runtime: { name: 'docker', args: { defaults: 'none' } },
  }
}
