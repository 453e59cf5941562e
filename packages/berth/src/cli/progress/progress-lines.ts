import type { HostEvent, HostStep } from '@berth/core'
import { durationText } from './duration-text.js'
import { hostLine } from './host-line.js'

/** Steps that may take minutes without a word: their beginning is shown too. */
const slowSteps: ReadonlySet<HostStep> = new Set(['provision', 'sshd'])

/** One line for each host and step, in order; hosts of which the same is to be said share a line. */
export function progressLines(events: readonly HostEvent[], hostWidth: number): string[] {
  const groups = new Map<string, { readonly step: HostStep; readonly text: string; readonly hosts: Set<string> }>()
  for (const event of events) {
    const { step, host } = event
    const text = describe(event)
    if (text === null) continue
    const key = `${step} ${text}`
    const group = groups.get(key) ?? { step, text, hosts: new Set() }
    groups.set(key, group)
    group.hosts.add(host)
  }
  return [...groups.values()].map(({ hosts, step, text }) => hostLine(hosts, step, text, hostWidth))
}

function describe({ step, status, duration = 0, message }: HostEvent): string | null {
  // That a host was looked at is told by what comes of it.
  if (step === 'observe' && status !== 'progress') return null
  switch (status) {
    case 'waiting':
      return 'waiting for its turn'
    case 'started':
      return slowSteps.has(step) ? 'started' : null
    case 'progress':
      return message ?? null
    case 'done':
      return `done in ${durationText(duration)}`
    case 'failed':
      // The reason of the failure is told once, for all hosts together, by the error at the end.
      return `failed after ${durationText(duration)}`
    default:
      return status satisfies never
  }
}
