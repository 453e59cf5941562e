import type { ProgramAnswer, Refusal, Trouble } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { calledAs, listContainers } from '../errors/enroot-commands.js'
import { explain } from '../errors/explain.js'
import { restartRemedies } from '../errors/remedies.js'
import type { HandleAction } from './handle-program.js'

type By = Pick<Engine, 'reachedBy'>

/** Null if a container was restarted or removed as asked, else why not. */
export function handleOutcome(action: HandleAction, { reports, stderr }: ProgramAnswer, engine: By): Refusal | null {
  const [word, text = ''] = reports.at(-1) ?? []
  switch (word) {
    case 'done':
      return null
    case 'gone':
      return action === 'remove'
        ? null
        : { reason: 'the container is gone', remedy: 'Run it again: what is there now is looked at first.' }
    case 'changed':
      return {
        reason: 'the container no longer has the id and the labels that were observed; nothing was done',
        remedy: ['Look whose container it is now, then run it again.', listContainers({ enroot: calledAs(engine) })],
      }
    case 'guarded':
      return {
        code: 'BERTH_IN_USE',
        reason: text.trim(),
        remedy: 'Wait until nobody uses the container any more; nothing was removed.',
      }
    default:
      return handleFailure(stderr, engine)
  }
}

/** Why a container was not restarted or removed as asked. */
export function handleFailure(stderr: string, engine: By): Trouble {
  const look = listContainers({ enroot: calledAs(engine) })
  return explain(stderr, restartRemedies, ['Mend what is reported here, and look what is there.', look])
}
