import { printable } from '../errors/index.js'
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

/** A step on one host waits for its turn, began, went on, ended or failed. */
export interface HostEvent {
  readonly type: 'host'
  readonly host: string
  readonly step: HostStep
  readonly status: 'waiting' | 'started' | 'progress' | 'done' | 'failed'
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
