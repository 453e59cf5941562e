import { Turns } from '../../../fanout/index.js'
import { type EventListener, type HostStep, reported } from '../../events.js'
import type { CallOptions } from '../../observe/host-access.js'
import type { ExecutionContext } from '../execution-context.js'

/** Turns of so many hosts at once, which end where more hosts have failed than the call lets. */
export function turnsOf(atOnce: number, { budget }: Pick<ExecutionContext, 'budget'>): Turns {
  return new Turns(atOnce, budget.isGiven ? budget : null)
}

/** A step on one host that waits for its turn. */
export interface StepInTurn extends CallOptions {
  readonly host: string
  readonly step: HostStep
  /** What is done, as a verb phrase. */
  readonly operation: string
  readonly emit: EventListener
}

/** Does a step when it is the host's turn, and reports the wait and the step. Rejects as `Turns.take` does. */
export async function stepInTurn<Value>(
  turns: Turns,
  { host, step, operation, emit, signal }: StepInTurn,
  work: () => Promise<Value>,
): Promise<Value> {
  let waitedSince: number | null = null
  const onWaiting = (atOnce: number): void => {
    waitedSince = performance.now()
    emit({ type: 'host', host, step, status: 'waiting', atOnce })
  }
  const inTurn = (): Promise<Value> => {
    waitedSince = null
    return reported(emit, step, host, work)
  }
  try {
    return await turns.take({ host, operation, onWaiting, ...(signal && { signal }) }, inTurn)
  } catch (error) {
    if (waitedSince !== null) {
      const message = error instanceof Error ? error.message : String(error)
      emit({ type: 'host', host, step, status: 'failed', duration: performance.now() - waitedSince, message })
    }
    throw error
  }
}
