import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, openCluster, sshTransport } from 'berth-cluster'
import type { Testbed, TestbedHost } from '../../contract/testbed.js'
import type { ImageSet } from '../../images/image-set.js'
import { startTestbed } from '../../start-testbed.js'
import { CleanUps } from './clean-ups.js'
import { sentToHosts, slowLinks } from './links.js'
import { OpenSsh } from './open-ssh.js'
import { allAtOnce, shell } from './shell.js'

/** Where questions are asked: hosts, and the ways to them. */
export interface Scene {
  /** By address. */
  readonly hosts: readonly string[]
  /** A folder of this machine for what is written and sent. */
  readonly folder: string
  readonly clusterFile: string
  /** Berth, with its connections open and its containers up. */
  readonly cluster: Cluster
  /** Berth without a connection. */
  readonly freshCluster: () => Promise<Cluster>
  /** Berth for the same hosts, with another image in the cluster file. */
  readonly clusterFor: (image: string) => Promise<Cluster>
  /** Bytes that this machine has sent to the hosts so far. */
  readonly sent: () => Promise<number>
  /** OpenSSH, with connections to share. */
  readonly ssh: OpenSsh
  /** Environment of Berth's processes: a home folder with the hosts' keys. */
  readonly environment: Readonly<Record<string, string>>
  /** Aborted by an interrupt. */
  readonly signal: AbortSignal
  /** Runs a program of the shell here. */
  readonly runHere: (program: string) => Promise<void>
  /** Runs a line of the shell here for each host, all at once. */
  readonly onEachHost: (line: (host: string) => string) => Promise<void>
  /** Has something undone when the scene ends. */
  readonly onEnd: (undo: () => Promise<void>) => void
}

/** The testbed that {@link withScene} starts, and the container of its cluster file. */
export interface SceneOptions {
  /** Of the testbed. */
  readonly name: string
  readonly hosts: number
  /** Block of the cluster file; null for hosts that have sshd alone. */
  readonly container: Readonly<Record<string, unknown>> | null
  /** Of the hosts that have Docker. Default is those of busybox. */
  readonly images?: ImageSet
  /**
   * Whether the links are as slow as those of a management network, and this machine has an engine too, which
   * `DOCKER_HOST` names as long as the scene lasts. Default is links as quick as they can be, and no engine.
   */
  readonly givesImages?: boolean
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}

/** Starts a testbed, opens all connections, does the work, and takes everything down whatever happened. */
export async function withScene(options: SceneOptions, work: (scene: Scene) => Promise<void>): Promise<void> {
  const { name, hosts, container, images = 'busybox', givesImages = false, signal, log } = options
  const cleanUps = new CleanUps()
  try {
    signal.throwIfAborted()
    const folder = await mkdtemp(join(tmpdir(), 'berth-bench-'))
    cleanUps.add(() => rm(folder, { recursive: true, force: true }))
    // The last host's engine is this machine's, and nothing else of it takes part.
    const started = hosts + (givesImages ? 1 : 0)
    const testbed = await startTestbed({ hosts: started, name, sshOnly: container === null, images, log })
    cleanUps.add(() => testbed.stop())
    if (givesImages) cleanUps.add(useEngine(testbed.pathOn(testbed.host(hosts), '/run/docker.sock')))
    const scene = await setScene(testbed, testbed.hosts.slice(0, hosts), folder, container, signal, cleanUps)
    if (givesImages) cleanUps.add(await slowLinks(testbed, scene.runHere))
    await work(scene)
  } finally {
    await cleanUps.run()
  }
}

/** Has this process and those that it starts use an engine. Gives what makes it as it was. */
function useEngine(socket: string): () => Promise<void> {
  const before = process.env.DOCKER_HOST
  process.env.DOCKER_HOST = `unix://${socket}`
  return async () => {
    if (before === undefined) delete process.env.DOCKER_HOST
    else process.env.DOCKER_HOST = before
  }
}

async function setScene(
  testbed: Testbed,
  all: readonly TestbedHost[],
  folder: string,
  container: SceneOptions['container'],
  signal: AbortSignal,
  cleanUps: CleanUps,
): Promise<Scene> {
  const hosts = all.map(({ address }) => address)
  const clusterFile = await testbed.clusterFile(container ?? undefined, { hosts: all })
  const home = join(folder, 'home')
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 })
  await copyFile(testbed.knownHostsFile, join(home, '.ssh', 'known_hosts'))

  const { keyFile, knownHostsFile } = testbed
  const access = { username: 'berth', privateKeyFile: keyFile, knownHostsFile, agent: null, configFiles: [] }
  const freshCluster = (): Promise<Cluster> => openCluster(clusterFile, { transport: sshTransport(access) })
  const clusterFor = async (image: string): Promise<Cluster> => {
    const file = await testbed.clusterFile({ ...container, image }, { hosts: all })
    const other = await openCluster(file, { transport: sshTransport(access) })
    cleanUps.add(() => other.close())
    return other
  }
  const cluster = await freshCluster()
  cleanUps.add(() => cluster.close())
  await cluster.up({ signal })
  ;(await cluster.execOnHost(['true'], { signal })).throwIfFailed()

  const ssh = new OpenSsh(testbed, hosts, await mkdtemp(join(folder, 's')))
  cleanUps.add(() => ssh.closeMasters())
  await ssh.openMasters(signal)
  return {
    hosts,
    folder,
    clusterFile,
    cluster,
    freshCluster,
    clusterFor,
    sent: () => sentToHosts(testbed),
    ssh,
    environment: { HOME: home, XDG_STATE_HOME: join(home, '.local', 'state'), SSH_AUTH_SOCK: '' },
    signal,
    runHere: (program) => shell(program, signal),
    onEachHost: (line) => shell(allAtOnce(hosts.map(line)), signal),
    onEnd: (undo) => cleanUps.add(undo),
  }
}
