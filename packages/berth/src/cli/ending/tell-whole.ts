import type { CliEnvironment } from '../environment.js'

/** Keeps the whole of what was shown in part, and says on standard error where it is. */
export async function tellWhole(
  whole: string | null,
  { stderr, keepReport }: Pick<CliEnvironment, 'stderr' | 'keepReport'>,
): Promise<void> {
  if (whole === null) return
  try {
    stderr.write(`The whole of it is in ${await keepReport(whole)}\n`)
  } catch (cause) {
    stderr.write(`The whole of it could not be kept: ${cause instanceof Error ? cause.message : String(cause)}\n`)
  }
}
