import type { Observation } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { readLabels } from '../../owners/labels.js'
import { describeOwner } from '../../plan/describe.js'
import type { ExecutionContext } from '../execution-context.js'

/**
 * The error of a launch whose name is taken. The error says which run won the name, where that was seen. `seen` is
 * null where nobody could look.
 */
export function nameTaken(
  host: string,
  cause: BerthError,
  seen: Observation | null,
  { container }: Pick<ExecutionContext, 'container'>,
): BerthError {
  const labels = seen?.state === 'running' || seen?.state === 'stopped' ? readLabels(seen.container.labels) : null
  const winner = labels === null ? 'by somebody else' : `by ${describeOwner(labels)}`
  return new BerthError({
    code: 'BERTH_NAME_TAKEN',
    host,
    operation: 'launch',
    message: `the name ${container.name} was taken ${winner} while this run was about to launch`,
    remedy: 'Nothing of theirs was touched. Run it again once they are done: it then sees their container.',
    cause,
  })
}
