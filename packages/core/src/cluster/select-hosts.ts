import type { ClusterConfig } from '../config/index.js'
import { BerthError } from '../errors/index.js'
import type { HostSelection } from './exec-options.js'

/** The hosts to work on, in the order of the cluster file. Throws `BERTH_CONFIG_INVALID` for an unknown name or an empty selection. */
export function selectHosts({ hosts }: ClusterConfig, wanted: readonly string[] | undefined): readonly string[] {
  const names = hosts.map(({ name }) => name)
  return wanted === undefined ? names : known(wanted, names)
}

/** The hosts that one call works on. */
export function pickHosts(selection: HostSelection, hosts: readonly string[], headHost: string): readonly string[] {
  if (selection === 'all') return hosts
  return known(selection === 'head' ? [headHost] : selection, hosts)
}

function known(wanted: readonly string[], names: readonly string[]): readonly string[] {
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length === 0 && wanted.length > 0) return names.filter((name) => wanted.includes(name))
  throw new BerthError({
    code: 'BERTH_CONFIG_INVALID',
    operation: 'select hosts',
    message: unknown.length > 0 ? `not among the hosts: ${unknown.join(', ')}` : 'no host is selected',
    remedy: `Name some of: ${names.join(', ')}`,
  })
}
