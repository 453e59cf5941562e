import { parseReports, type Trouble } from '@berth/core/adapter'
import type { Engine } from './engine.js'
import { explain } from './errors.js'
import type { HandleAction } from './handle-script.js'
import { startRemedies } from './remedies.js'

/** Null if a container was restarted or removed as asked, else why not. */
export function handleOutcome(
  { stdout, stderr }: { readonly stdout: string; readonly stderr: string },
  nonce: string,
  action: HandleAction,
  engine: Engine,
): Trouble | null {
  const { program, words } = engine.dialect
  const [word] = parseReports(stdout, nonce).at(-1) ?? []
  switch (word) {
    case 'done':
      return null
    case 'changed':
      return {
        reason: 'the container no longer has the id and the labels that were observed; nothing was done',
        remedy: `Observe the host again, and look at whose container it is: ${program} container inspect on the host.`,
      }
    case 'unread':
    case 'failed':
      if (words.noContainer.test(stderr)) return action === 'remove' ? null : gone
  }
  const remedy = `Run the same with ${program} on the host, and mend what it reports.`
  return explain(stderr, engine, action === 'restart' ? startRemedies(program) : [], remedy)
}

const gone: Trouble = { reason: 'the container is gone', remedy: 'Observe the host again: bring the cluster up.' }
