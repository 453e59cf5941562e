import type { ContainerHandle } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { reachEngine } from '../../observe/observed-engine.js'
import { labelNames } from '../../owners/labels.js'
import type { ExecutionContext } from '../execution-context.js'
import { takeDownLeft } from './take-down-left.js'

/**
 * How often, and how many milliseconds apart, a container is looked for whose creation may still come: the engine goes
 * on after a client's timeout.
 */
const patience = { looks: 5, apart: 1000 }

/**
 * The container of a launch whose outcome is unknown, looked for by the label of the launch: nothing else can be taken
 * for it. Rejects with `BERTH_REMOVE_FAILED` where none was seen, for one may come yet, and where it could not be
 * looked for.
 */
export async function lateCreation(
  host: string,
  launch: string,
  context: ExecutionContext,
): Promise<readonly ContainerHandle[]> {
  const label = { [labelNames.launch]: launch }
  try {
    const engine = await reachEngine(context, host, {})
    for (let look = 0; look < patience.looks; look += 1) {
      if (look > 0) await new Promise((resolve) => setTimeout(resolve, patience.apart))
      const created = await context.runtime.list(engine, label)
      if (created.length > 0) return created
    }
  } catch (cause) {
    throw mayBeLeft(host, launch, context, BerthError.isInstance(cause) ? cause.reason : String(cause), cause)
  }
  throw mayBeLeft(host, launch, context, 'none is there yet')
}

function mayBeLeft(host: string, launch: string, context: ExecutionContext, seen: string, cause?: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_REMOVE_FAILED',
    host,
    operation: 'look for what was launched',
    message: `a container ${context.container.name} may be left or come yet, with the label ${labelNames.launch}=${launch}: ${seen}`,
    remedy: ['Once it is there, take it down.', takeDownLeft([host], context)],
    cause,
  })
}
