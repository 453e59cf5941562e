import type { Trouble } from './engine-trouble.js'
import { type JsonObject, objectOf, stringOf } from './json.js'

/** What the state of a container means: one that can be built on, or why not. */
export type StateMeaning = 'running' | 'stopped' | Trouble

/** What `State` of `docker container inspect` means. */
export function stateMeaning(container: JsonObject, name: string): StateMeaning {
  const state = objectOf(container.State)
  const status = stringOf(state?.Status)
  switch (status) {
    case 'running':
      return state?.Running === true
        ? 'running'
        : inBetween(name, 'running, but without a process', `docker restart ${name}`)
    case 'created':
    case 'exited':
      return 'stopped'
    case 'paused':
      return inBetween(name, 'paused', `docker unpause ${name}`)
    case 'restarting':
      return inBetween(name, 'restarting again and again', `docker logs ${name}, then docker stop ${name}`)
    case 'removing':
      return inBetween(
        name,
        'being removed',
        `docker ps --all, again in a moment; if it stays so, docker rm --force ${name}`,
      )
    case 'dead':
      return inBetween(name, 'dead: its removal failed halfway', `docker rm --force ${name}`)
    default:
      return inBetween(
        name,
        `in a state that Berth does not know: ${status ?? 'none'}`,
        `docker container inspect ${name}`,
      )
  }
}

function inBetween(name: string, what: string, command: string): Trouble {
  return { reason: `container ${name} is ${what}`, remedy: `On the host, run: ${command}` }
}
