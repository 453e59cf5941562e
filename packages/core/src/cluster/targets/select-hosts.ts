import type { ClusterConfig } from '../../config/index.js'
import { membersOfGroup } from '../../config/nodeset/members-of-group.js'
import { NodesetError } from '../../config/nodeset/nodeset-error.js'
import { selectNodes } from '../../config/nodeset/select-nodes.js'
import { BerthError, hostsText } from '../../errors/index.js'
import type { HostSelection } from './host-selection.js'

type Groups = ClusterConfig['groups']

/**
 * The hosts to work on, in the order of the cluster file. Throws `BERTH_CONFIG_INVALID` for a text that is no nodeset,
 * for an unknown name or group, and for an empty selection.
 */
export function selectHosts(
  { hosts, groups }: ClusterConfig,
  wanted: readonly string[] | undefined,
): readonly string[] {
  const names = hosts.map(({ name }) => name)
  return wanted === undefined ? names : select(wanted, names, groups)
}

/**
 * The hosts that one call works on, out of those that the cluster object works on. Throws as {@link selectHosts} does.
 */
export function pickHosts(
  selection: HostSelection,
  hosts: readonly string[],
  { headHost, groups }: Pick<ClusterConfig, 'headHost' | 'groups'>,
): readonly string[] {
  if (selection === 'all') return hosts
  return select(selection === 'head' ? [headHost] : selection, hosts, groups)
}

function select(wanted: readonly string[], hosts: readonly string[], groups: Groups): readonly string[] {
  try {
    return selectNodes(wanted.join(), { hosts, membersOf: membersOfGroup(groups) })
  } catch (error) {
    if (!(error instanceof NodesetError)) throw error
    throw new BerthError({
      code: 'BERTH_CONFIG_INVALID',
      operation: 'select hosts',
      message: `"${wanted.join()}" ${error.message}`,
      remedy: `Name some of: ${[...Object.keys(groups).map((group) => `@${group}`), hostsText(hosts)].join(', ')}`,
    })
  }
}
