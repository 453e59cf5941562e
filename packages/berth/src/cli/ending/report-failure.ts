import { type ExitCode, exitCodeOf, leavesContainers } from '@berth/core'
import { kindsOf } from '../../kinds-of.js'
import type { CliEnvironment } from '../environment.js'
import { tellError } from './tell-error.js'

/** Says what a subcommand threw, but not that it was interrupted where nothing is left; and gives its exit code. */
export async function reportFailure(error: unknown, environment: CliEnvironment): Promise<ExitCode> {
  const { signal, showStacks } = environment
  const kinds = kindsOf(error)
  const onlyInterrupted = signal.aborted && [...kinds].every((kind) => kind === 'interrupted')
  if (!onlyInterrupted || leavesContainers(error) || showStacks) await tellError(error, environment)
  return exitCodeOf(kinds)
}
