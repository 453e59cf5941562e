import type { UpOptions } from '@berth/core'
import { type Command, Option } from 'commander'

/** What the user allows the policy to do. */
export interface PolicyOptions {
  readonly replace?: true
  readonly repair?: 'launch_missing'
}

/** Adds `--replace` and `--repair`. */
export function withPolicyOptions(command: Command): Command {
  return command
    .option('--replace', 'remove containers of another run, or not ours, to launch in their place')
    .addOption(
      new Option('--repair <how>', 'launch_missing: complete a persistent set that some hosts lack').choices([
        'launch_missing',
      ]),
    )
}

/** The options as the library takes them. */
export function policyOptions({ replace, repair }: PolicyOptions): Pick<UpOptions, 'replace' | 'repair'> {
  return { ...(replace && { replace }), ...(repair !== undefined && { repair }) }
}
