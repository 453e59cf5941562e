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
  const before = action === 'restart' ? sourcesTemplate(dialect, handle.id) : ''
  const asked = [action, handle.id, matchTemplate(dialect, handle, before), removeFlags.join(' '), ...guard]
  return { program: programs.handle, words: [reachedBy, program, identity.template, ...asked] }
}

/**
 * A template that prints `match`, after what another template prints, for a container with exactly this id and all
 * these labels.
 */
export function matchTemplate(
  { idField }: Pick<Dialect, 'idField'>,
  { id, labels }: Pick<ContainerHandle, 'id' | 'labels'>,
  before = '',
): string {
  const checks = Object.entries(labels).map(
    ([name, value]) => `(eq (index .Config.Labels ${goString(name)}) ${goString(value)})`,
  )
  return `{{if and ${[`(eq ${idField} ${goString(id)})`, ...checks].join(' ')}}}${before}match{{else}}changed{{end}}`
}

/**
 * A template that prints each path of the host that a container mounts, and who looks whether it is there, between
 * marks; nothing for a container that runs.
 */
function sourcesTemplate({ makesSources }: Pick<Dialect, 'makesSources'>, id: string): string {
  // Of two kinds of mounts, the engine looks itself for those that were asked for by --mount; it has no key for none.
  const byMount = '{{range (index $.HostConfig "Mounts")}}{{if eq .Target $target}}{{$who = "engine"}}{{end}}{{end}}'
  const who = makesSources ? `{{$who := "berth"}}{{$target := .Destination}}${byMount}` : '{{$who := "engine"}}'
  const bind = `${who}<${id} {{$who}} {{.Source}} ${id}>{{println}}`
  return `{{if not .State.Running}}{{range .Mounts}}{{if eq .Type "bind"}}${bind}{{end}}{{end}}{{end}}{{println}}`
}

/** JSON's escapes are Go's too. */
function goString(text: string): string {
  return JSON.stringify(text)
}
