import {
  type LaunchedContainer,
  type ProgramAnswer,
  type Refusal,
  remedySteps,
  type Trouble,
} from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { calledAs, listContainers } from '../errors/enroot-commands.js'
import { explain } from '../errors/explain.js'
import { startRemedies } from '../errors/remedies.js'

/** The container that was launched, or why there is none. */
export function launchOutcome(
  { reports, stderr }: ProgramAnswer,
  engine: Pick<Engine, 'reachedBy'>,
): LaunchedContainer | Refusal {
  const [word, text = ''] = reports.at(-1) ?? []
  const id = reports.findLast(([report]) => report === 'created')?.[1]
  if (word === 'running' && id !== undefined && /^\S+$/.test(id)) return { id, startedAt: text }
  const trouble = launchFailure(stderr)
  const look = listContainers({ enroot: calledAs(engine) })
  switch (word) {
    case 'taken':
      return {
        code: 'BERTH_NAME_TAKEN',
        reason: takenBy(text),
        remedy: ['Choose another container.name, or look whose container that is.', look],
      }
    case 'refused':
    case 'removed':
      return { ...trouble, code: 'BERTH_LAUNCH_FAILED' }
    case 'left':
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `${trouble.reason}\nand the container ${text}, which was made for it, could not be removed`,
        remedy: [...remedySteps(trouble.remedy), 'Look what is left there.', look],
      }
    default:
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `the outcome is unknown${id === undefined ? '' : `, container ${id} was made`}: ${trouble.reason}`,
        remedy: ['Look what is there before trying again.', look],
      }
  }
}

function takenBy(holder: string): string {
  const there = 'the host already has a container of this name'
  return holder === '' ? there : `${there} in the folder of enroot; it belongs to the host ${holder}`
}
/** Why a container could not be made or started. */
export function launchFailure(stderr: string): Trouble {
  return explain(stderr, startRemedies, 'Mend what enroot reports, then run it again.')
}
