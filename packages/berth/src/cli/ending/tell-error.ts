import type { CliEnvironment } from '../environment.js'
import { errorText } from '../show/show-error.js'
import { tellWhole } from './tell-whole.js'
import { wholeError } from './whole-error.js'

/** Says what went wrong on standard error; of what is too long for that, where the whole of it is kept. */
export async function tellError(
  error: unknown,
  environment: Pick<CliEnvironment, 'stderr' | 'showStacks' | 'keepReport'>,
): Promise<void> {
  environment.stderr.write(errorText(error, environment.showStacks))
  await tellWhole(wholeError(error), environment)
}
