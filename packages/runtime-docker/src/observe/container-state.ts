import { type JsonObject, objectOf, type RemedyStep, stringOf, type Trouble } from '@berth/core/adapter'
import {
  type Called,
  calledAs,
  inspectContainer,
  listContainers,
  removeContainer,
  restartContainer,
  showLogs,
  startContainer,
  stopContainer,
  unpauseContainer,
} from '../errors/engine-commands.js'

/** What the state of a container means: one that can be built on, or why not. */
export type StateMeaning = 'running' | 'stopped' | Trouble

/**
 * What `State` of `container inspect` means. Podman says `configured` (before 4.0) and `created` for what Docker calls
 * created, and `stopped` for an exited container that was not tidied up after yet.
 */
export function stateMeaning(container: JsonObject, name: string, by: Called): StateMeaning {
  const state = objectOf(container.State)
  const status = stringOf(state?.Status)
  const facts = { engine: calledAs(by), container: name }
  const inBetween = (what: string, ...remedy: readonly RemedyStep[]): Trouble => ({
    reason: `container ${name} is ${what}`,
    remedy,
  })
  switch (status) {
    case 'running':
      return state?.Running === true
        ? 'running'
        : inBetween('running, but without a process', 'Restart it.', restartContainer(facts))
    case 'created':
    case 'configured':
    case 'exited':
    case 'stopped':
      return 'stopped'
    case 'initialized':
      return inBetween('being started: it is made ready and does not run yet', 'Start it.', startContainer(facts))
    case 'stopping':
      return inBetween('being stopped', 'Wait until it is.', listContainers(facts))
    case 'paused':
      return inBetween('paused', 'Let it go on.', unpauseContainer(facts))
    case 'restarting':
      return inBetween(
        'restarting again and again',
        'What it printed may say why.',
        showLogs(facts),
        'Stop it.',
        stopContainer(facts),
      )
    case 'removing':
      return inBetween(
        'being removed',
        'Wait until it is gone.',
        listContainers(facts),
        'If it stays so, remove it by force.',
        removeContainer(facts),
      )
    case 'dead':
      return inBetween('dead: its removal failed halfway', 'Remove it by force.', removeContainer(facts))
    default:
      return inBetween(
        `in a state that Berth does not know: ${status ?? 'none'}`,
        'Look what became of it.',
        inspectContainer(facts),
      )
  }
}
