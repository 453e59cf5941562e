import { type JsonObject, objectOf, stringOf, type Trouble } from '@berth/core/adapter'

/** What the state of a container means: one that can be built on, or why not. */
export type StateMeaning = 'running' | 'stopped' | Trouble

/**
 * What `State` of `container inspect` means. Podman says `configured` (before 4.0) and `created` for what Docker calls
 * created, and `stopped` for an exited container that was not tidied up after yet.
 */
export function stateMeaning(container: JsonObject, name: string, program: string): StateMeaning {
  const state = objectOf(container.State)
  const status = stringOf(state?.Status)
  switch (status) {
    case 'running':
      return state?.Running === true
        ? 'running'
        : inBetween(name, 'running, but without a process', `${program} restart ${name}`)
    case 'created':
    case 'configured':
    case 'exited':
    case 'stopped':
      return 'stopped'
    case 'initialized':
      return inBetween(name, 'being started: it is made ready and does not run yet', `${program} start ${name}`)
    case 'stopping':
      return inBetween(name, 'being stopped', `${program} ps --all, again in a moment`)
    case 'paused':
      return inBetween(name, 'paused', `${program} unpause ${name}`)
    case 'restarting':
      return inBetween(name, 'restarting again and again', `${program} logs ${name}, then ${program} stop ${name}`)
    case 'removing':
      return inBetween(
        name,
        'being removed',
        `${program} ps --all, again in a moment; if it stays so, ${program} rm --force ${name}`,
      )
    case 'dead':
      return inBetween(name, 'dead: its removal failed halfway', `${program} rm --force ${name}`)
    default:
      return inBetween(
        name,
        `in a state that Berth does not know: ${status ?? 'none'}`,
        `${program} container inspect ${name}`,
      )
  }
}

function inBetween(name: string, what: string, command: string): Trouble {
  return { reason: `container ${name} is ${what}`, remedy: `On the host, run: ${command}.` }
}
