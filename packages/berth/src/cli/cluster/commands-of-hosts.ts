import { type Command, readEachFile } from '@berth/core'
import type { CliCluster } from '../environment.js'
import { commandOf } from '../options/command-options.js'
import type { EachOptions } from '../options/each-options.js'
import { askedHosts, type SessionOptions } from './with-cluster.js'

/**
 * The command of each host that is asked: the words, or what the file of `--each` has for it. Throws `ConfigError` for
 * such a file that is wrong.
 */
export function commandsOfHosts(
  words: readonly string[],
  options: EachOptions & SessionOptions,
  cluster: Pick<CliCluster, 'config' | 'hosts'>,
): (host: string) => Command | null {
  if (options.each === undefined) {
    const command = commandOf(words)
    return () => command
  }
  const commands = readEachFile(options.each, askedHosts(cluster, options), cluster.config)
  return (host) => commands.get(host) ?? null
}

/** The hosts that are asked and have a command. */
export function commandedHosts(
  commandOf: (host: string) => Command | null,
  cluster: Pick<CliCluster, 'config' | 'hosts'>,
  options: SessionOptions,
): readonly string[] {
  return askedHosts(cluster, options).filter((host) => commandOf(host) !== null)
}
