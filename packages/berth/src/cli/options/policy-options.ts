import type { ReplaceWord, UpOptions } from '@berth/core'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { limits, type MaxFailuresOption, withMaxFailures } from './limit-options.js'

/** What the user allows the policy to do. */
export interface PolicyOptions extends MaxFailuresOption {
  readonly replace?: readonly ReplaceWord[]
  readonly repair?: 'launch_missing'
}

/** Adds `--replace`, `--repair` and `--max-failures`. */
export function withPolicyOptions(command: Command): Command {
  return withMaxFailures(command, 'they are left out and named, and later calls work on the others (default: none)')
    .addOption(
      new Option(
        '--replace [what]',
        'per_run: remove what is in the way, and launch in its place. in_use: containers of other runs, foreign: containers that Berth did not make; both: in_use,foreign',
      )
        .preset('')
        .argParser(replaceWords),
    )
    .addOption(
      new Option(
        '--repair <how>',
        'launch_missing: complete a persistent set that some hosts lack, and take in the hosts that an earlier up has left out',
      ).choices(['launch_missing']),
    )
}

/** The options as the library takes them. */
export function policyOptions({
  replace,
  repair,
  maxFailures,
}: PolicyOptions): Pick<UpOptions, 'replace' | 'repair' | 'maxFailures'> {
  return {
    ...(replace !== undefined && { replace }),
    ...(repair !== undefined && { repair }),
    ...limits({ ...(maxFailures !== undefined && { maxFailures }) }),
  }
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
