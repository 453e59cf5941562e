import type { ContainerHandle } from '../../../contract/index.js'
import { sortHosts } from '../../../errors/hosts/sort-hosts.js'
import { hostsText } from '../../../errors/index.js'

/** Containers that a message names by their ids. */
const most = 20

/** The containers of hosts by their ids, a line each; of many, the first, and on which other hosts there are some. */
export function idLines(containers: ReadonlyMap<string, Pick<ContainerHandle, 'id'>>): string {
  const hosts = sortHosts(containers.keys())
  const rest = hosts.slice(most)
  return [
    ...hosts.slice(0, most).map((host) => `${host}: ${containers.get(host)?.id}`),
    ...(rest.length === 0 ? [] : [`and ${rest.length} more, on ${hostsText(rest)}`]),
  ].join('\n')
}
