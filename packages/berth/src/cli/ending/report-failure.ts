import type { CliEnvironment } from '../environment.js'
import { type ExitCode, exitCodeOf, kindsOf } from './exit-code.js'
import { tellError } from './tell-error.js'

/** Says what a subcommand threw, and gives its exit code. */
export async function reportFailure(error: unknown, environment: CliEnvironment): Promise<ExitCode> {
  const { signal, showStacks } = environment
  const kinds = kindsOf(error)
  const onlyInterrupted = signal.aborted && [...kinds].every((kind) => kind === 'interrupted')
  if (!onlyInterrupted || showStacks) await tellError(error, environment)
  return exitCodeOf(kinds)
}
