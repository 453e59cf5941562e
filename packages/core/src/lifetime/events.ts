import type { ImageProgress } from '../contract/index.js'
import { HostsError, printable } from '../errors/index.js'
import type { ClusterState } from './cluster-state.js'

/** A step of the work on one host. */
export type HostStep = 'observe' | 'image' | 'remove' | 'restart' | 'launch' | 'provision' | 'sshd'

/** What happens while a cluster is at work; for progress, reports and embedding tools. */
export type ClusterEvent =
  | { readonly type: 'phase'; readonly state: ClusterState }
  | { readonly type: 'warning'; readonly message: string }
  | HostKeyEvent
  | HostEvent

/** The key of a host was new, was proved, and is trusted from now on: worth comparing with the host's own. */
export interface HostKeyEvent {
  readonly type: 'host_key'
  readonly host: string
  /** The name by which the host is known: `[10.0.0.7]:2222`. */
  readonly name: string
  /** `ssh-ed25519`. */
  readonly keyType: string
  /** `SHA256:…`, as `ssh-keygen -l` shows it. */
  readonly fingerprint: string
  /** The file that the key was written to; null where it holds for this process only. */
  readonly file: string | null
}

/** A step on one host waits for its turn, began, went on, ended or failed; of the step `image`, how far it is. */
export interface HostEvent extends ImageProgress {
  readonly type: 'host'
  readonly host: string
  readonly step: HostStep
  readonly status: 'waiting' | 'started' | 'progress' | 'done' | 'failed'
  /** How many hosts do the step at once; only of `waiting`. */
  readonly atOnce?: number
  /** Milliseconds since the step began; only of `done` and `failed`. */
  readonly duration?: number
  readonly message?: string
}

/** Takes events. A listener must not throw. */
export type EventListener = (event: ClusterEvent) => void

/** A listener that gets the same events with texts that are harmless to print, whatever hosts and engines said. */
export function harmlessly(listener: EventListener): EventListener {
  return (event) =>
    listener(
      'message' in event && event.message !== undefined ? { ...event, message: printable(event.message) } : event,
    )
}

/**
 * Reports the step that is the work on all of these hosts together, as a step of each: an error tells who failed. The
 * step has no end then on the others, for how far it came there is not known.
 */
export async function reportedTogether<Value>(
  emit: EventListener,
  step: HostStep,
  hosts: readonly string[],
  work: () => Promise<Value>,
): Promise<Value> {
  const began = performance.now()
  const end = (host: string, failure: Pick<HostEvent, 'status' | 'message'>): void =>
    emit({ type: 'host', host, step, duration: performance.now() - began, ...failure })
  for (const host of hosts) emit({ type: 'host', host, step, status: 'started' })
  try {
    const value = await work()
    for (const host of hosts) end(host, { status: 'done' })
    return value
  } catch (error) {
    const failures: ReadonlyMap<string, Error> = HostsError.isInstance(error) ? error.failures : new Map()
    const others = error instanceof Error ? error.message : String(error)
    for (const host of hosts) {
      const message = failures.size === 0 ? others : failures.get(host)?.message
      if (message !== undefined) end(host, { status: 'failed', message })
    }
    throw error
  }
}

/** Reports a step's beginning and end around the work itself. */
export async function reported<Value>(
  emit: EventListener,
  step: HostStep,
  host: string,
  work: () => Promise<Value>,
): Promise<Value> {
  const began = performance.now()
  emit({ type: 'host', host, step, status: 'started' })
  try {
    const value = await work()
    emit({ type: 'host', host, step, status: 'done', duration: performance.now() - began })
    return value
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    emit({ type: 'host', host, step, status: 'failed', duration: performance.now() - began, message })
    throw error
  }
}
