import type { Command } from 'commander'
import type { ValidateOptions } from '../actions/cluster-file/validate.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { namedFile, withCommonOptions, withFileArgument, withLoadModuleOption } from '../options/cluster-options.js'

/** Adds `berth validate`. */
export function addValidate(program: Command, environment: CliEnvironment, done: Done): void {
  withFileArgument(withLoadModuleOption(withCommonOptions(program.command('validate'))))
    .description('check the cluster file; connects to nothing')
    .addHelpText(
      'after',
      `
Examples:
  berth validate                              # ./berth.json, ./berth.yaml, ./berth.yml or ./cluster.json
  berth validate lab.yaml --suite nightly.json
  berth validate --json | jq .config          # with every default filled in
  berth validate --json | jq .sources         # file and line of each value`,
    )
    .action(async (file: string | undefined, given: ValidateOptions, command: Command) => {
      const options = namedFile(file, given, command)
      const { validate } = await import('../actions/cluster-file/validate.js')
      done(await validate(environment, options))
    })
}
