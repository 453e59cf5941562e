import type { Distribution } from '@berth/core'
import { type Command, Option } from 'commander'

/** How hosts come by an image that they are given. */
export interface DistributeOption {
  readonly distribute?: Distribution
}

/** Adds `--distribute`. */
export function withDistribute(command: Command): Command {
  const what =
    'how hosts come by an image that they are given: handed on from host to host, or each from here (default: distribute of the cluster file, else fan-out where four hosts or more lack it)'
  return command.addOption(new Option('--distribute <how>', what).choices(['fan-out', 'direct']))
}

/** The option as the library takes it. */
export function distribution({ distribute }: DistributeOption): DistributeOption {
  return distribute === undefined ? {} : { distribute }
}
