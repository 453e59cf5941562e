import { type HostStep, hostNames } from '@berth/core'

const stepWidth = 'provision'.length + 1

/** A line of progress: hosts, a step, and what is to be said of it, in columns. */
export function hostLine(hosts: Iterable<string>, step: HostStep, text: string, hostWidth: number): string {
  return `${hostNames(hosts).padEnd(hostWidth)}  ${step.padEnd(stepWidth)}  ${text}`
}
