import type { ContainerHandle, HostProgram } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import type { Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** What is done to a container that still is the one that was observed. */
export type HandleAction = 'restart' | 'remove'

/**
 * Restarts or removes a container if it still is the one of the handle. A removal is asked for in the container before,
 * by the words of the guard. Default is no guard.
 */
export function handleProgram(
  action: HandleAction,
  handle: ContainerHandle,
  { dialect, reachedBy }: Pick<Engine, 'dialect' | 'reachedBy'>,
  guard: readonly string[] = [],
): HostProgram {
  const { program, identity, removeFlags } = dialect
  const asked = [action, handle.id, matchTemplate(dialect, handle), removeFlags.join(' '), ...guard]
  return { program: programs.handle, words: [reachedBy, program, identity.template, ...asked] }
}

/** A template that prints `match` for a container with exactly this id and all these labels. */
export function matchTemplate(
  { idField }: Pick<Dialect, 'idField'>,
  { id, labels }: Pick<ContainerHandle, 'id' | 'labels'>,
): string {
  const checks = Object.entries(labels).map(
    ([name, value]) => `(eq (index .Config.Labels ${goString(name)}) ${goString(value)})`,
  )
  return `{{if and ${[`(eq ${idField} ${goString(id)})`, ...checks].join(' ')}}}match{{else}}changed{{end}}`
}

/** JSON's escapes are Go's too. */
function goString(text: string): string {
  return JSON.stringify(text)
}
