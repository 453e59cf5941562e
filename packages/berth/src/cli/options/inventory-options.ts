import { type ClusterFile, type PastedHost, readPastedHost } from '@berth/core'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type CommonOptions, withCommonOptions } from './cluster-options.js'

/** Options of subcommands that look at everything of Berth's on hosts. */
export interface InventoryOptions extends CommonOptions {
  readonly host?: readonly PastedHost[]
}

/** Adds the options by which hosts are found: those of a cluster file, or hosts by themselves. */
export function withInventoryOptions(command: Command): Command {
  return withCommonOptions(command).addOption(
    new Option('--host <hosts>', 'ask these hosts, without a cluster file: gpu1, user@10.0.0.7:2222, gpu[001-128]')
      .conflicts(['cluster', 'suite', 'hosts'])
      .argParser(pastedHosts),
  )
}

/** The hosts of `--host` as a cluster file that has nothing else; undefined where there are none. */
export function fileOfHosts({ host }: Pick<InventoryOptions, 'host'>): ClusterFile | undefined {
  if (host === undefined) return undefined
  const entries = host.map(({ name, user, port }) => [
    name,
    { ...(user !== undefined && { user }), ...(port !== undefined && { port }) },
  ])
  return { orchestrator: 'baremetal', node_dict: Object.fromEntries(entries) }
}

/** Reads the text of `--host`, which may be given several times. Commas in brackets are of a name. */
function pastedHosts(text: string, before: readonly PastedHost[] = []): readonly PastedHost[] {
  const hosts = (text.match(/(?:\[[^\]]*\]|[^,\s])+/g) ?? []).map((word) => readPastedHost(word))
  const known = hosts.flatMap((host) => host ?? [])
  if (known.length > 0 && known.length === hosts.length) return [...before, ...known]
  throw new InvalidArgumentError('Name hosts as ssh does: --host gpu1,gpu2, --host root@10.0.0.7 or --host gpu1:2222.')
}
