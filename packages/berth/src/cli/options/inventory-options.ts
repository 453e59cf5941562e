import { type Command, InvalidArgumentError, Option } from 'commander'
import { type CommonOptions, withCommonOptions } from './cluster-options.js'

/** Options of subcommands that look at everything of Berth's on hosts. */
export interface InventoryOptions extends CommonOptions {
  /** Hosts as ssh names them. */
  readonly host?: readonly string[]
}

/** Adds the options by which hosts are found: those of a cluster file, or hosts by themselves. */
export function withInventoryOptions(command: Command): Command {
  return withCommonOptions(command).addOption(
    new Option('--host <hosts>', 'ask these hosts, without a cluster file: gpu1, user@10.0.0.7:2222, gpu[001-128]')
      .conflicts(['cluster', 'suite', 'hosts'])
      .argParser(hosts),
  )
}

/** Reads the text of `--host`, which may be given several times. Commas in brackets are of a name. */
function hosts(text: string, before: readonly string[] = []): readonly string[] {
  const words = text.match(/(?:\[[^\]]*\]|[^,\s])+/g) ?? []
  if (words.length > 0) return [...before, ...words]
  throw new InvalidArgumentError('Name hosts as ssh does: --host gpu1,gpu2, --host root@10.0.0.7 or --host gpu1:2222.')
}
