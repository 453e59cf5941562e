import type { HostKeyEvent } from '@berth/core'
import { hostLine } from './host-line.js'

/** Lines for one file at most; more keys than that are told by their number. */
const most = 8

/**
 * One line for each host whose key is trusted as new, and one for all whose keys are the same. Where they are many,
 * nobody compares them on a terminal: then one line for each file that has them now.
 */
export function hostKeyLines(events: readonly HostKeyEvent[], hostWidth: number): string[] {
  return [...groupsOf(events, ({ file }) => String(file)).values()].flatMap((group) => {
    const groups = [...groupsOf(group, describe)]
    if (groups.length > most) return [hostLine(hostsOf(group), 'host key', describeMany(group), hostWidth)]
    return groups.map(([text, hosts]) => hostLine(hostsOf(hosts), 'host key', text, hostWidth))
  })
}

function describe({ keyType, fingerprint, file }: HostKeyEvent): string {
  return `new: ${keyType} ${fingerprint}, ${whereto(file)}`
}

function describeMany(events: readonly HostKeyEvent[]): string {
  const [{ file } = { file: null }] = events
  return `${events.length} new ones, ${whereto(file)}`
}

function whereto(file: string | null): string {
  return file === null ? 'trusted by this command only' : `written to ${file}`
}

function hostsOf(events: readonly HostKeyEvent[]): Set<string> {
  return new Set(events.map(({ host }) => host))
}

function groupsOf(
  events: readonly HostKeyEvent[],
  keyOf: (event: HostKeyEvent) => string,
): Map<string, HostKeyEvent[]> {
  const groups = new Map<string, HostKeyEvent[]>()
  for (const event of events) {
    const group = groups.get(keyOf(event)) ?? []
    groups.set(keyOf(event), group)
    group.push(event)
  }
  return groups
}
