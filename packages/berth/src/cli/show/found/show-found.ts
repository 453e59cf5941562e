import {
  type FoundContainer,
  groupHosts,
  hostsText,
  leaseText,
  machineName,
  type PrunedContainer,
  type PruneSelection,
  printable,
} from '@berth/core'
import { continued } from '../continued.js'
import { table } from '../table.js'

const header = [
  ...['CONTAINER', 'STATE', 'LIFETIME', 'OWNER', 'RUN', 'SINCE', 'LEASE', 'DEVICES', 'ENGINE', 'VERDICT', 'HOSTS'],
] as const

/** Containers for people, by name; those that are the same on several hosts share a row. */
export function foundTable(containers: readonly FoundContainer[]): string {
  if (containers.length === 0) return "Nothing of Berth's is there.\n"
  const groups = new Map<string, FoundContainer[]>()
  for (const container of containers) {
    const key = JSON.stringify(cellsOf(container))
    groups.set(key, [...(groups.get(key) ?? []), container])
  }
  const rows = [...groups.values()]
    .map((group) => ({ name: group[0]?.name ?? '', row: rowOf(group) }))
    .sort((one, other) => one.name.localeCompare(other.name))
    .map(({ row }) => row)
  return table([header, ...rows])
}

/** What a prune would remove. */
export function leftText(left: readonly FoundContainer[], { name }: PruneSelection): string {
  if (left.length === 0)
    return name === undefined ? 'Nothing is left over.\n' : `Nothing is called ${printable(name)}.\n`
  return `${foundTable(left)}\n${manyText(left)}: nothing was removed; with --yes this is removed for good\n`
}

/** What a prune has removed, and what not; hosts where the same was done share a line. */
export function prunedText(pruned: readonly PrunedContainer[]): string {
  if (pruned.length === 0) return 'Nothing was there to be removed.\n'
  const texts = new Map<string, string[]>()
  for (const { container, error } of pruned) {
    const { host, name, reason } = container
    const text = error === null ? `removed ${name} (${reason})` : `${name} was not removed`
    texts.set(host, [...(texts.get(host) ?? []), text])
  }
  const lines = new Map([...texts].map(([host, own]) => [host, own.join('\n')]))
  return groupHosts(lines)
    .map(({ hosts, value }) => `${hostsText(hosts)}: ${continued(printable(value))}\n`)
    .join('')
}

function manyText(left: readonly FoundContainer[]): string {
  const hosts = new Set(left.map(({ host }) => host)).size
  const many = left.length === 1 ? '1 container' : `${left.length} containers`
  return hosts === 1 ? many : `${many} on ${hosts} hosts`
}

/** What is told of a container, but for what differs from host to host. */
function cellsOf(container: FoundContainer): Readonly<Record<'before' | 'after', readonly string[]>> {
  const { name, state, berth, runtime, engine, verdict, reason } = container
  return {
    before: [name, state, berth?.lifetime ?? '-', ownerText(container), berth?.run ?? '-'],
    after: [
      devicesText(container),
      engine.reachedBy === 'sudo' ? `${runtime} (sudo)` : runtime,
      `${verdict}: ${reason}`,
    ],
  }
}

function rowOf(group: readonly FoundContainer[]): readonly string[] {
  const [first] = group
  if (first === undefined) return []
  const { before, after } = cellsOf(first)
  const [since = '-'] = group.map(({ startedAt, createdAt }) => startedAt ?? createdAt).sort()
  return [...before, since.replace(/\.\d+/, ''), leaseLeft(group), ...after, hostsText(group.map(({ host }) => host))]
}

/** The lease that runs out first. */
function leaseLeft(group: readonly FoundContainer[]): string {
  const leases = group.flatMap(({ lease }) => lease ?? [])
  const [left] = leases.flatMap((lease) => lease.left ?? []).sort((one, other) => one - other)
  if (leases.length === 0) return '-'
  if (left === undefined) return '?'
  return left < 0 ? 'over' : `${leaseText(left)} left`
}

function ownerText({ berth }: FoundContainer): string {
  if (berth === null) return '-'
  const { user, pid } = berth.owner
  return `${user}@${machineName(berth.owner)} (pid ${pid})`
}

/** The devices without the folder that all of them are in. */
function devicesText({ devices, gpus }: FoundContainer): string {
  const paths = devices === 'all' ? 'all' : hostsText(devices.map((path) => path.replace(/^\/dev\//, '')))
  const asked = gpus === null ? '' : `gpus ${typeof gpus === 'object' ? gpus.join(',') : gpus}`
  return [paths, asked].filter((text) => text !== '').join('; ') || '-'
}
