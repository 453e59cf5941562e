import type { HostEvent, HostStep } from '@berth/core'
import { durationText } from './duration-text.js'
import { hostLine } from './host-line.js'

interface AtWork {
  readonly status: 'waiting' | 'started'
  /** Milliseconds, of the clock by which the caller tells the time. */
  readonly since: number
}

/** Which hosts are at work on which step, and since when. The time is told by the caller. */
export class StepsAtWork {
  readonly #steps = new Map<HostStep, Map<string, AtWork>>()

  /** Whether any host is at work, or waits for its turn. */
  get any(): boolean {
    return [...this.#steps.values()].some(({ size }) => size > 0)
  }

  /** Takes what happened on a host at this time. */
  take({ host, step, status }: HostEvent, now: number): void {
    const hosts = this.#steps.get(step) ?? new Map<string, AtWork>()
    this.#steps.set(step, hosts)
    if (status === 'done' || status === 'failed') hosts.delete(host)
    else if (status !== 'progress') hosts.set(host, { status, since: now })
  }

  /** Forgets all: the call that the steps belong to has ended. */
  clear(): void {
    this.#steps.clear()
  }

  /** What is going on at this time: for each step the hosts at work, with the longest time, and those that wait. */
  lines(now: number, hostWidth: number): string[] {
    return [...this.#steps].flatMap(([step, hosts]) => {
      const working = [...hosts].filter(([, { status }]) => status === 'started')
      const waiting = [...hosts].filter(([, { status }]) => status === 'waiting').map(([host]) => host)
      const longest = Math.max(...working.map(([, { since }]) => now - since))
      const names = working.map(([host]) => host)
      return [
        ...(names.length === 0 ? [] : [hostLine(names, step, stillText(names, longest), hostWidth)]),
        ...(waiting.length === 0 ? [] : [hostLine(waiting, step, waitingText(waiting), hostWidth)]),
      ]
    })
  }
}

function stillText(hosts: readonly string[], longest: number): string {
  return hosts.length === 1
    ? `still at it after ${durationText(longest)}`
    : `${hosts.length} hosts still at it, the first after ${durationText(longest)}`
}

function waitingText({ length }: readonly string[]): string {
  return length === 1 ? 'waiting for its turn' : `${length} hosts waiting for their turn`
}
