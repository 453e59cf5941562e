import type { LaunchedContainer } from '@berth/core/adapter'
import type { Engine } from './engine.js'
import type { Trouble } from './engine-trouble.js'
import { explain } from './errors.js'
import { startRemedies } from './remedies.js'
import { parseReports } from './sections.js'

/** Why nothing was launched; `taken` if another container has the name. */
export interface LaunchTrouble extends Trouble {
  readonly taken: boolean
}

/** The container that was launched, or why there is none. */
export function launchOutcome(
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  nonce: string,
  { reachedBy }: Engine,
): LaunchedContainer | LaunchTrouble {
  const reports = parseReports(stdout, nonce)
  const [word, rest = ''] = reports.at(-1) ?? []
  const id = reports.findLast(([report]) => report === 'created')?.[1]
  if (word === 'running' && id !== undefined) return { id, startedAt: rest }
  const trouble = explain(stderr, reachedBy, startRemedies, 'Mend what the engine reports, then run it again.')
  switch (word) {
    case 'refused':
      return /is already in use by container|name .* is in use/.test(stderr)
        ? { reason: trouble.reason, remedy: nameTaken, taken: true }
        : { ...trouble, taken: false }
    case 'removed':
      return { ...trouble, taken: false }
    case 'left':
      return {
        reason: `${trouble.reason}\nand the container ${rest}, which was made for it, could not be removed`,
        remedy: `${trouble.remedy} On the host, run: docker rm --force ${rest}`,
        taken: false,
      }
    default:
      return {
        reason: `the outcome is unknown${id === undefined ? '' : `, container ${id} was made`}: ${trouble.reason}`,
        remedy: 'Look at docker ps --all on the host.',
        taken: false,
      }
  }
}

const nameTaken =
  'Choose another container.name, or look at whose container that is: docker container inspect on the host.'
