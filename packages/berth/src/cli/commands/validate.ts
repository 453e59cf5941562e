import type { Command } from 'commander'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { type CommonOptions, withCommonOptions } from '../options/cluster-options.js'

/** Adds `berth validate`. */
export function addValidate(program: Command, environment: CliEnvironment, done: Done): void {
  withCommonOptions(program.command('validate'))
    .description('check the cluster file; connects to nothing')
    .addHelpText(
      'after',
      `
Examples:
  berth validate                              # ./berth.json, else ./berth.yaml
  berth validate --cluster lab.yaml --suite nightly.json
  berth validate --json | jq .config          # with every default filled in`,
    )
    .action(async (options: CommonOptions) => {
      const { validate } = await import('../actions/validate.js')
      done(await validate(environment, options))
    })
}
