import { type HostStep, hostsText, printableLine, shortLine } from '@berth/core'

/** Characters of what is to be said, of which an engine may have said a part. */
const longestText = 500

const stepWidth = 'provision'.length + 1

/** A line of progress: hosts, a step or what else it is about, and what is to be said of it, in columns. */
export function hostLine(
  hosts: Iterable<string>,
  step: HostStep | 'host key',
  text: string,
  hostWidth: number,
): string {
  return `${hostsText(hosts).padEnd(hostWidth)}  ${step.padEnd(stepWidth)}  ${shortLine(printableLine(text), longestText)}`
}
