import type { Engine } from './engine.js'
import type { Trouble } from './engine-trouble.js'
import { explain } from './errors.js'
import type { HandleAction } from './handle-script.js'
import { startRemedies } from './remedies.js'
import { parseReports } from './sections.js'

/** Null if a container was restarted or removed as asked, else why not. */
export function handleOutcome(
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  nonce: string,
  action: HandleAction,
  { reachedBy }: Engine,
): Trouble | null {
  const [word] = parseReports(stdout, nonce).at(-1) ?? []
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
        remedy: 'Observe the host again, and look at whose container it is: docker container inspect on the host.',
      }
    default:
      return explain(stderr, reachedBy, action === 'restart' ? startRemedies : [], removeRemedy)
  }
}

const removeRemedy = 'Run the same with docker on the host, and mend what it reports.'
