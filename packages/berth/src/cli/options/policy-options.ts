import type { ReplaceWord, UpOptions } from '@berth/core'
import { type Command, InvalidArgumentError, Option } from 'commander'

/** What the user allows the policy to do. */
export interface PolicyOptions {
  readonly replace?: readonly ReplaceWord[]
  readonly repair?: 'launch_missing'
}

/** Adds `--replace` and `--repair`. */
export function withPolicyOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--replace [what]',
        'per_run: remove what is in the way, and launch in its place. in_use: containers of other runs, foreign: containers that Berth did not make; both: in_use,foreign',
      )
        .preset('')
        .argParser(replaceWords),
    )
    .addOption(
      new Option('--repair <how>', 'launch_missing: complete a persistent set that some hosts lack').choices([
        'launch_missing',
      ]),
    )
}

/** The options as the library takes them. */
export function policyOptions({ replace, repair }: PolicyOptions): Pick<UpOptions, 'replace' | 'repair'> {
  return { ...(replace !== undefined && { replace }), ...(repair !== undefined && { repair }) }
}

const words: readonly ReplaceWord[] = ['in_use', 'foreign']

/** Reads the text of `--replace`, which may be given several times. */
function replaceWords(text: string, before: readonly ReplaceWord[] | undefined): readonly ReplaceWord[] {
  const named = text.split(',').map((name) => words.find((word) => word === name.trim()))
  const known = named.filter((word) => word !== undefined)
  if (known.length === named.length) return [...new Set([...(before ?? []), ...known])]
  throw new InvalidArgumentError(
    'Say what may be removed: in_use (containers of other runs), foreign (containers that Berth did not make), or in_use,foreign.',
  )
}
