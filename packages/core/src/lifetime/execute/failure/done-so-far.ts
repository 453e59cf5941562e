import { hostsText } from '../../../errors/index.js'
import type { EventListener, HostStep } from '../../events.js'

/**
 * What the steps of a call have changed for good, as their events tell: launches are taken back where a later step
 * fails, and that is told on its own.
 */
export class DoneSoFar {
  readonly #hosts = new Map<string, Set<string>>()

  /** The listener, which from now on takes note of what is done. */
  heardBy(emit: EventListener): EventListener {
    return (event) => {
      if (event.type === 'host') this.#note(event.host, event.step, event.status)
      emit(event)
    }
  }

  /** Sentences on what was done and on which hosts; empty where nothing was. */
  get text(): string {
    return this.textOn(() => true)
  }

  /** The same, of some of the hosts alone. */
  textOn(isAmong: (host: string) => boolean): string {
    return [...this.#hosts]
      .map(([what, hosts]) => [what, [...hosts].filter(isAmong)] as const)
      .filter(([, hosts]) => hosts.length > 0)
      .map(([what, hosts]) => `${what} ${hostsText(hosts)}`)
      .join('; ')
  }

  #note(host: string, step: HostStep, status: string): void {
    const what = changes[step]
    // An image that is there makes no progress.
    if (what === null || status !== (step === 'image' ? 'progress' : 'done')) return
    const hosts = this.#hosts.get(what) ?? new Set()
    this.#hosts.set(what, hosts.add(host))
  }
}

/** What a step leaves on a host for good when it is done. */
const changes: Readonly<Record<HostStep, string | null>> = {
  observe: null,
  image: 'the image was pulled or loaded on',
  remove: 'a container was removed on',
  restart: 'restarted on',
  launch: null,
  provision: null,
  sshd: null,
}
