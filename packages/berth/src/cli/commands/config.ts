import type { Command } from 'commander'
import type { ConfigOptions } from '../actions/cluster-file/config.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { namedFile, withFileArgument, withFileOptions, withLoadModuleOption } from '../options/cluster-options.js'

/** Adds `berth config`. */
export function addConfig(program: Command, environment: CliEnvironment, done: Done): void {
  withFileArgument(withLoadModuleOption(withFileOptions(program.command('config'))))
    .description('print what Berth works with: the cluster file with suite and defaults, and where each value stands')
    .addHelpText(
      'after',
      `
What is printed is a cluster file in YAML, without the password; values of env_vars and env are in it.
Connects to nothing.

Examples:
  berth config
  berth config lab.json --suite nightly.json
  berth config --json | jq '.sources["/container/image"]'`,
    )
    .action(async (file: string | undefined, given: ConfigOptions, command: Command) => {
      const options = namedFile(file, given, command)
      const { config } = await import('../actions/cluster-file/config.js')
      done(await config(environment, options))
    })
}
