import { type ContainerEntry, execInContainer } from '@berth/core/adapter'
import type { TestbedHost } from '@berth/testbed'
import { sshTransport } from '@berth/transport-ssh'
import type { SharedHosts } from '../../../testbed/test/real-test.js'
import type { SshdContainer } from '../../src/sshd/index.js'

/** Containers on the hosts of the testbed, reached over SSH and `docker exec`. */
export class RealContainers implements AsyncDisposable {
  readonly #testbed: SharedHosts
  readonly #transport: ReturnType<typeof sshTransport>
  readonly #made: { host: TestbedHost; id: string }[] = []

  constructor(testbed: SharedHosts) {
    this.#testbed = testbed
    this.#transport = sshTransport({
      username: 'berth',
      privateKeyFile: testbed.keyFile,
      knownHostsFile: testbed.knownHostsFile,
      agent: null,
    })
  }

  /** Starts a container with the host's network on the host counted from 0. */
  async start(index: number, image: string, ...args: readonly string[]): Promise<RealContainer> {
    const host = this.#testbed.host(index)
    const command = ['docker', 'run', '-d', '--init', '--network', 'host', ...args, image, 'sleep', 'infinity']
    const { exitCode, stdout, stderr } = await this.#testbed.run(host, command)
    if (exitCode !== 0) throw new Error(`${host.name}: ${stderr}`)
    const id = stdout.trim()
    this.#made.push({ host, id })
    const connection = await this.#transport.connect(host.address)
    const enter = ({ argv, env, stdin, user }: ContainerEntry): string[] => [
      'docker',
      'exec',
      ...(stdin ? ['-i'] : []),
      ...(user === undefined ? [] : ['-u', user]),
      ...Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
      id,
      ...argv,
    ]
    return {
      id,
      host: host.address,
      names: [host.address, host.name],
      launch: id,
      exec: (command, options) => execInContainer(connection, enter, command, options),
      docker: (verb) => this.#docker(host, verb, id),
    }
  }

  async #docker(host: TestbedHost, verb: readonly string[], id: string): Promise<void> {
    const { exitCode, stderr } = await this.#testbed.run(host, ['docker', ...verb, id])
    if (exitCode !== 0) throw new Error(`${host.name}: ${stderr}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#made.map(({ host, id }) => this.#testbed.run(host, ['docker', 'rm', '-f', id])))
    await this.#transport.close()
  }
}

/** One container, with what a test does to it from outside. */
export interface RealContainer extends SshdContainer {
  readonly id: string
  /** Runs `docker <verb> ID` on its host. */
  docker(verb: readonly string[]): Promise<void>
}

/** Standard output of a command that must succeed. */
export async function output(container: SshdContainer, command: readonly string[] | string): Promise<string> {
  const result = await container.exec(command, { user: '0', timeout: 60_000 })
  if (result.exitCode !== 0)
    throw new Error(`${container.host}: ${JSON.stringify(command)} ended with ${result.exitCode}: ${result.stderr}`)
  return result.stdout.trim()
}
