import type { LaunchedContainer, ProgramAnswer, Refusal, Trouble } from '@berth/core/adapter'
import { explain } from '../errors/explain.js'
import { startRemedies } from '../errors/remedies.js'

/** The container that was launched, or why there is none. */
export function launchOutcome({ reports, stderr }: ProgramAnswer): LaunchedContainer | Refusal {
  const [word, text = ''] = reports.at(-1) ?? []
  const id = reports.findLast(([report]) => report === 'created')?.[1]
  if (word === 'running' && id !== undefined) return { id, startedAt: text }
  const trouble = launchFailure(stderr)
  switch (word) {
    case 'taken':
      return { code: 'BERTH_NAME_TAKEN', reason: takenBy(text), remedy: nameTaken }
    case 'refused':
    case 'removed':
      return { ...trouble, code: 'BERTH_LAUNCH_FAILED' }
    case 'left':
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `${trouble.reason}\nand the container ${text}, which was made for it, could not be removed`,
        remedy: trouble.remedy,
      }
    default:
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `the outcome is unknown${id === undefined ? '' : `, container ${id} was made`}: ${trouble.reason}`,
        remedy: trouble.remedy,
      }
  }
}

function takenBy(holder: string): string {
  const there = 'the host already has a container of this name'
  return holder === '' ? there : `${there} in the folder of enroot; it belongs to the host ${holder}`
}

const nameTaken = 'Choose another container.name, or look at whose container that is: enroot list --fancy on the host.'

/** Why a container could not be made or started. */
export function launchFailure(stderr: string): Trouble {
  return explain(stderr, startRemedies, 'Mend what enroot reports, then run it again.')
}
