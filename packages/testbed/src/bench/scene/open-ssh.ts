import { join } from 'node:path'
import { commandLine } from '@berth/core/adapter'
import type { Testbed } from '../../contract/testbed.js'
import { allAtOnce, shell } from './shell.js'

/**
 * Which connection an OpenSSH command takes: its own, its own with the key exchange that Berth has too, or the
 * connection that a master holds open to the host.
 */
export type Connection = 'own' | 'own, curve25519' | 'shared'

/** The system's OpenSSH client as a user of the testbed's hosts, whatever the user's own configuration says. */
export class OpenSsh {
  readonly #testbed: Testbed
  readonly #hosts: readonly string[]
  readonly #sockets: string

  constructor(testbed: Testbed, hosts: readonly string[], folder: string) {
    this.#testbed = testbed
    this.#hosts = hosts
    this.#sockets = join(folder, '%h')
  }

  /** `ssh` to a host, as a line for the shell. */
  ssh(connection: Connection, host: string, program: string): string {
    return commandLine(['ssh', ...this.options(connection), `berth@${host}`, program])
  }

  /** The options that `ssh` and `scp` have in common. */
  options(connection: Connection): string[] {
    return settings({
      IdentityFile: this.#testbed.keyFile,
      IdentitiesOnly: 'yes',
      IdentityAgent: 'none',
      UserKnownHostsFile: this.#testbed.knownHostsFile,
      GlobalKnownHostsFile: '/dev/null',
      StrictHostKeyChecking: 'yes',
      BatchMode: 'yes',
      LogLevel: 'ERROR',
      ServerAliveInterval: '5', // a client that nobody is left to end ends when the hosts are gone
      ...this.#how(connection),
    })
  }

  /** Opens the shared connections. They end by themselves when nobody has used them for two minutes. */
  async openMasters(signal: AbortSignal): Promise<void> {
    const master = ['-f', '-N', '-M', ...settings({ ControlPath: this.#sockets, ControlPersist: '120' })]
    const line = (host: string): string => commandLine(['ssh', ...master, ...this.options('own'), `berth@${host}`])
    await shell(allAtOnce(this.#hosts.map((host) => `${line(host)} 2>/dev/null`)), signal)
  }

  /** Closes the shared connections that are open. */
  async closeMasters(): Promise<void> {
    const line = (host: string): string =>
      commandLine(['ssh', '-O', 'exit', ...this.options('shared'), `berth@${host}`])
    const lines = this.#hosts.map((host) => `${line(host)} 2>/dev/null || :`)
    await shell(allAtOnce(lines), new AbortController().signal)
  }

  #how(connection: Connection): Readonly<Record<string, string>> {
    switch (connection) {
      case 'own':
        return {}
      case 'own, curve25519':
        return { KexAlgorithms: 'curve25519-sha256' }
      case 'shared':
        // Without the ProxyCommand ssh would quietly make a connection of its own where the master is gone.
        return { ControlPath: this.#sockets, ProxyCommand: 'false' }
      default:
        return connection satisfies never
    }
  }
}

function settings(values: Readonly<Record<string, string>>): string[] {
  return ['-F', 'none', ...Object.entries(values).flatMap(([name, value]) => ['-o', `${name}=${value}`])]
}
