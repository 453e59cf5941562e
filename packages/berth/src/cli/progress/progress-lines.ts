import type { HostEvent } from '@berth/core'
import { bytesText } from '../show/bytes-text.js'
import { hostLine } from './host-line.js'

/** What hosts tell on their way: one line for each step and text, with all hosts of which that is to be said. */
export function progressLines(events: readonly HostEvent[], hostWidth: number): string[] {
  const groups = new Map<string, { readonly event: HostEvent; readonly hosts: Set<string> }>()
  for (const event of events) {
    const key = messageKey(event)
    const group = groups.get(key) ?? { event, hosts: new Set() }
    groups.set(key, group)
    group.hosts.add(event.host)
  }
  return [...groups.values()].map(({ hosts, event }) => hostLine(hosts, event.step, messageText(event), hostWidth))
}

/** What two events have in common of which the same is to be said. */
export function messageKey(event: HostEvent): string {
  return `${event.step} ${messageText(event)}`
}

function messageText({ message = '', bytes }: HostEvent): string {
  return bytes === undefined ? message : `${message}: ${bytesText(bytes)}`
}
