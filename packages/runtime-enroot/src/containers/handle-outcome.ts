import type { ProgramAnswer, Refusal, Trouble } from '@berth/core/adapter'
import { explain } from '../errors/explain.js'
import { startRemedies } from '../errors/remedies.js'
import type { HandleAction } from './handle-program.js'

/** Null if a container was restarted or removed as asked, else why not. */
export function handleOutcome(action: HandleAction, { reports, stderr }: ProgramAnswer): Refusal | null {
  const [word, text = ''] = reports.at(-1) ?? []
  switch (word) {
    case 'done':
      return null
    case 'gone':
      return action === 'remove'
        ? null
        : { reason: 'the container is gone', remedy: 'Observe the host again: bring the cluster up.' }
    case 'changed':
      return {
        reason: 'the container no longer has the id and the labels that were observed; nothing was done',
        remedy: 'Observe the host again, and look at whose container it is: enroot list --fancy on the host.',
      }
    case 'guarded':
      return {
        code: 'BERTH_IN_USE',
        reason: text.trim(),
        remedy: 'Wait until nobody uses the container any more; nothing was removed.',
      }
    default:
      return handleFailure(stderr)
  }
}

/** Why a container was not restarted or removed as asked. */
export function handleFailure(stderr: string): Trouble {
  return explain(stderr, startRemedies, 'Look at enroot list --fancy on the host, and mend what is reported here.')
}
