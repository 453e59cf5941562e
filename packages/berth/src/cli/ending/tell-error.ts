import type { CliEnvironment } from '../environment.js'
import { errorText } from '../show/show-error.js'
import { wholeError } from './whole-error.js'

/** Says what went wrong on standard error; of what is too long for that, where the whole of it is kept. */
export async function tellError(
  error: unknown,
  { stderr, showStacks, keepReport }: Pick<CliEnvironment, 'stderr' | 'showStacks' | 'keepReport'>,
): Promise<void> {
  stderr.write(errorText(error, showStacks))
  const whole = wholeError(error)
  if (whole === null) return
  try {
    stderr.write(`The whole of it is in ${await keepReport(whole)}\n`)
  } catch (cause) {
    stderr.write(`The whole of it could not be kept: ${cause instanceof Error ? cause.message : String(cause)}\n`)
  }
}
