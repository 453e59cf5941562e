import type { ContainerHandle, HostProgram } from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** What is done to a container that is still the one that was observed. */
export type HandleAction = 'restart' | 'remove'

/** Restarts or removes a container if it still is the one of the handle. */
export function handleProgram(
  action: HandleAction,
  { id, name, labels }: ContainerHandle,
  { reachedBy, data }: Engine,
): HostProgram {
  const words = [data, programs.supervise, action, id, name, ...Object.entries(labels).map(labelText)]
  return asUser(reachedBy, programs.handle, words)
}

/** A label as it stands in the file of all labels; nothing within a name or value of JSON looks like it. */
function labelText([name, value]: readonly [string, string]): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`
}
