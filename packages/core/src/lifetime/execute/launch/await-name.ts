import type { Observation } from '../../../contract/index.js'
import { processStanding } from '../../../contract/self/process-identity.js'
import { timeLimits } from '../../../program/time-limits.js'
import { readLabels } from '../../owners/labels.js'
import { describeOwner } from '../../plan/describe.js'
import type { ExecutionContext } from '../execution-context.js'
import { rivalry } from './rivalry.js'

/** Milliseconds between two looks at who has a name. */
const apart = 1000

/**
 * Looks at who has the name on a host, and waits where the run of this process goes first. Resolves with `free` once
 * the name is free, or with what was seen of the holder where this run gives way; at once where `given` says that the
 * run has lost on another host already. Rejects with `BERTH_ABORTED`.
 */
export async function awaitName(
  host: string,
  { connect, runtime, container, run, emit, signal }: ExecutionContext,
  given: () => boolean,
): Promise<Observation | 'free'> {
  const query = { name: container.name, image: container.image, privilege: container.runtime.privilege }
  const options = signal ? { signal } : {}
  for (let waited = 0; ; waited += apart) {
    const seen = await runtime.observe(await connect(host, options), query, options)
    const verdict = rivalry(seen, run, processStanding)
    if (verdict === 'free') return verdict
    if (verdict === 'give way' || given() || waited >= timeLimits.pullingOrStarting) return seen
    if (waited === 0) emit({ type: 'host', host, step: 'launch', status: 'progress', message: waitingFor(seen) })
    await new Promise((resolve) => setTimeout(resolve, apart))
  }
}

function waitingFor(seen: Observation): string {
  const labels = seen.state === 'running' || seen.state === 'stopped' ? readLabels(seen.container.labels) : null
  const whom = labels === null ? 'a container in a state in between' : describeOwner(labels)
  return `the name is taken by ${whom}: waiting for it to give way, or to have launched`
}
