import { setMaxListeners } from 'node:events'

/**
 * The same options with a signal that all hosts may listen to at once: Node takes eleven listeners of a signal for a
 * leak, and says so. It is aborted with the signal that was given, and the same for each call that is given that one.
 */
export function forManyHosts<Options extends { readonly signal?: AbortSignal }>(options: Options): Options {
  return options.signal === undefined ? options : { ...options, signal: unlimited(options.signal) }
}

/** The signal of each that was given. One for each call would leave a trace of the call on a signal that lives long. */
const followers = new WeakMap<AbortSignal, AbortSignal>()

function unlimited(signal: AbortSignal): AbortSignal {
  const known = followers.get(signal)
  if (known !== undefined) return known
  const follower = AbortSignal.any([signal])
  setMaxListeners(0, follower)
  followers.set(signal, follower)
  followers.set(follower, follower)
  return follower
}
