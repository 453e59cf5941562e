import type { CliEnvironment } from '../environment.js'
import { errorText } from '../show/show-error.js'
import { type ExitCode, exitCodeOf, kindsOf } from './exit-code.js'

/** Says what a subcommand threw, and gives its exit code. */
export function reportFailure(error: unknown, { signal, stderr, showStacks }: CliEnvironment): ExitCode {
  const kinds = kindsOf(error)
  const onlyInterrupted = signal.aborted && [...kinds].every((kind) => kind === 'interrupted')
  if (!onlyInterrupted || showStacks) stderr.write(errorText(error, showStacks))
  return exitCodeOf(kinds)
}
