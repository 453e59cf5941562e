import { setMaxListeners } from 'node:events'

/**
 * The same options with a signal of the call's own, which all hosts may listen to at once: Node takes eleven listeners
 * of a signal for a leak, and says so.
 */
export function forManyHosts<Options extends { readonly signal?: AbortSignal }>(options: Options): Options {
  if (options.signal === undefined) return options
  const signal = AbortSignal.any([options.signal])
  setMaxListeners(0, signal)
  return { ...options, signal }
}
