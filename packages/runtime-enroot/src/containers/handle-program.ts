import type { ContainerHandle, HostProgram } from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** What is done to a container that is still the one that was observed. */
export type HandleAction = 'restart' | 'remove'

/**
 * Restarts or removes a container if it still is the one of the handle. A removal is asked for in the container before,
 * by the words of the guard. Default is no guard.
 */
export function handleProgram(
  action: HandleAction,
  { id, name, labels }: ContainerHandle,
  { reachedBy, data }: Engine,
  guard: readonly string[] = [],
): HostProgram {
  const asked = [action, id, name, String(guard.length), ...guard, ...Object.entries(labels).map(labelText)]
  return asUser(reachedBy, programs.handle, [data, programs.supervise, ...asked])
}

/** A label as it stands in the file of all labels; nothing within a name or value of JSON looks like it. */
export function labelText([name, value]: readonly [string, string]): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`
}
