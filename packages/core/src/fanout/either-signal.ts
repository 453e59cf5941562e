import { setMaxListeners } from 'node:events'
import { forManyHosts } from './for-many-hosts.js'

/** A signal that follows others, until it is let go of them. */
export interface EitherSignal {
  readonly signal: AbortSignal
  /** Follows the others no longer. To be called when the call is over. */
  readonly release: () => void
}

/**
 * A signal that is aborted as soon as one of several is, for as long as one call takes. `AbortSignal.any` would leave
 * a trace of the call on those that live longer. All hosts may listen to it at once.
 */
export function eitherSignal(...given: readonly (AbortSignal | undefined)[]): EitherSignal {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  const followed = given.flatMap((signal) => forManyHosts(signal ? { signal } : {}).signal ?? [])
  const releases = followed.map((signal) => {
    const abort = (): void => controller.abort(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
    return () => signal.removeEventListener('abort', abort)
  })
  const release = (): void => {
    for (const each of releases) each()
  }
  return { signal: controller.signal, release }
}
