import {
  type AdoptOptions,
  Cluster,
  type ClusterConfig,
  type ClusterEvent,
  type ContainerInput,
  type ContainerRuntime,
  newRun,
  type Run,
  resolveConfig,
  type Transport,
} from '@berth/core'
import { dockerRuntime } from '@berth/runtime-docker'
import type { HostReference } from '@berth/testbed'
import { localTransport } from '@berth/transport-local'
import { sshTransport } from '@berth/transport-ssh'
import type { SharedHosts } from '../../../../testbed/test/real-test.js'

/** How a test opens a cluster. */
export interface OpenOptions {
  /** Hosts of the cluster file. Default is the testbed's first two. */
  readonly hosts?: readonly HostReference[]
  /**
   * The run to work for. Default is a new one for every call, so that two clusters of one test are not of the same run.
   */
  readonly run?: Run
  /** Default is nobody's containers, as a library has it; {@link asCommandLine} is how `berth` opens its cluster. */
  readonly adopt?: AdoptOptions
  readonly handsOver?: boolean
  readonly clusterName?: string
  /** Login on every host. Default is `berth`, in group docker. */
  readonly username?: string
  readonly onEvent?: (event: ClusterEvent) => void
  /** Milliseconds. Default is 5,000: hosts that were cut off are waited for in many tests. */
  readonly connectTimeout?: number
  /** Default is `docker`, as the packages make it. */
  readonly runtimes?: Readonly<Record<string, ContainerRuntime>>
  /** The environment of the process that runs Berth. Default is that of the test. */
  readonly variables?: Readonly<Record<string, string>>
}

/** How the command line opens its cluster: it hands over what it makes, and adopts what was handed over. */
export const asCommandLine = { adopt: { handedOver: true }, handsOver: true } as const

/** What a container is where a test is about something else: made in an instant, without setup script and sshd. */
const plainContainer = { image: 'berth/busybox:1', sshd: false, setup_script: false } as const

/** The hosts of a cluster where a test does not say: one that is the head, and one that is not. */
export function defaultHosts(testbed: SharedHosts): readonly HostReference[] {
  return testbed.hosts.slice(0, 2)
}

/** For what may be of one kind on a host, of another on the next, and of neither on the third. */
export function threeHosts(testbed: SharedHosts): readonly HostReference[] {
  return testbed.hosts.slice(0, 3)
}

/** The config of a cluster file with these hosts and this container. */
export function configOn(
  testbed: SharedHosts,
  container: Partial<ContainerInput>,
  options: OpenOptions = {},
): ClusterConfig {
  const { hosts = defaultHosts(testbed), clusterName, username = 'berth' } = options
  return resolveConfig({
    orchestrator: 'container',
    ...(clusterName !== undefined && { cluster_name: clusterName }),
    node_dict: Object.fromEntries(hosts.map((host) => [testbed.host(host).address, {}])),
    username,
    priv_key_file: testbed.keyFile,
    container: { ...plainContainer, ...container },
  })
}

/** SSH to the hosts of a testbed, with its key and its known hosts. */
function testbedTransport(
  testbed: SharedHosts,
  { username = 'berth', connectTimeout = 10_000 }: OpenOptions = {},
): Transport {
  return sshTransport({
    username,
    privateKeyFile: testbed.keyFile,
    knownHostsFile: testbed.knownHostsFile,
    agent: null,
    connectTimeout,
  })
}

/** A cluster object over the testbed's hosts, made from the packages' sources. The caller closes it. */
export function openOn(testbed: SharedHosts, container: Partial<ContainerInput>, options: OpenOptions = {}): Cluster {
  const { run = newRun(), adopt, handsOver, onEvent, variables, runtimes = { docker: dockerRuntime() } } = options
  return new Cluster({
    config: configOn(testbed, container, options),
    transport: testbedTransport(testbed, options),
    runtimes,
    thisMachine: localTransport(),
    run,
    ...(variables && { variables }),
    ...(adopt && { adopt }),
    ...(handsOver !== undefined && { handsOver }),
    ...(onEvent && { onEvent }),
  })
}
