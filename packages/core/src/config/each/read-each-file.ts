import type { ClusterConfig } from '../model/cluster-config.js'
import { ConfigError } from '../model/config-error.js'
import { type ConfigEnvironment, configEnvironment } from '../model/environment.js'
import { Findings } from '../model/findings.js'
import { formatPath } from '../model/path.js'
import { readSource } from '../parse/read-source.js'
import { type EachCommands, eachCommands } from './each-commands.js'

/**
 * Reads a file of commands, JSON or YAML, for the hosts of a call, as `berth exec --each` takes it: a map of hosts or
 * nodesets to commands, or a list in the order of the hosts. A command is a text, which a shell runs, a list of words,
 * or null for a host that is left alone. The path may begin with `~`, or be relative to the working directory.
 *
 * Throws `ConfigError` with all that is wrong, and where: a host that the cluster does not have or that has two
 * commands, hosts of the call that have none, and what is no command.
 */
export function readEachFile(
  file: string,
  called: readonly string[],
  config: Pick<ClusterConfig, 'hosts' | 'groups'>,
  environment: Partial<ConfigEnvironment> = {},
): EachCommands {
  const { value, document } = readSource(file, configEnvironment(environment))
  const problems = (document?.problems ?? []).map(({ position, path, message }) => ({
    file,
    ...position,
    path: formatPath(path),
    message,
  }))
  if (problems.length > 0) throw new ConfigError(problems, file)
  const findings = new Findings()
  const commands = eachCommands(value, called, config, findings)
  const found = findings.all.map(({ path, at, message }) => {
    return { file, ...document?.nodePositions.locate(path, at), path: formatPath(path), message }
  })
  if (found.length > 0) throw new ConfigError(found, file)
  return commands
}
