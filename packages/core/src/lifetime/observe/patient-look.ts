import type { Observation } from '../../contract/index.js'
import { pause } from '../../fanout/index.js'
import type { EventListener } from '../events.js'
import type { CallOptions } from './host-access.js'

/**
 * Seconds between looks at an engine that does not answer yet. A Docker daemon that is told to restart is away for as
 * long as its containers may take to end, 10 s, and a second or two; one that was killed takes as long to be back.
 */
const pauses = [1, 2, 3, 4, 5, 5] as const

/** Seconds for which an engine that does not answer is looked at again. */
const patience: number = pauses.reduce<number>((sum, seconds) => sum + seconds, 0)

/**
 * Looks at a host's container again, for 20 s, while the reason of an `unknown` may pass by itself: looking has no
 * effect. Tells of the wait in the progress, and of the looks in the reason where they were in vain. An abort ends the
 * pause that it finds, not the look.
 */
export async function patientLook(
  host: string,
  emit: EventListener,
  { signal }: CallOptions,
  look: () => Promise<Observation>,
): Promise<Observation> {
  let seen = await look()
  for (const [index, seconds] of pauses.entries()) {
    if (!mayPass(seen) || signal?.aborted) return seen
    if (index === 0) {
      const message = `${whatPasses(seen)}; looking again for ${patience} s`
      emit({ type: 'host', host, step: 'observe', status: 'progress', message })
    }
    await pause(seconds * 1000, signal)
    seen = await look()
  }
  if (seen.state !== 'unknown' || !mayPass(seen)) return seen
  return { ...seen, reason: `${seen.reason}\nIt was looked at ${pauses.length + 1} times within ${patience} s.` }
}

function mayPass(seen: Observation): boolean {
  return seen.state === 'unknown' && (seen.passing ?? false) !== false
}

function whatPasses(seen: Observation): string {
  const isRemoval = seen.state === 'unknown' && seen.passing === 'removal'
  return isRemoval ? 'the container is being removed' : 'the engine does not answer'
}
