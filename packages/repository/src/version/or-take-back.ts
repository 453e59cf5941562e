import { ExecaError } from 'execa'
import { ReleaseError } from './release-error.js'

/**
 * Does a step of a release; where the step fails, takes back what it did. Rejects then with `ReleaseError`, which has
 * the words of what failed and what to do: run the release again, or the command that did not take the step back.
 */
export async function orTakeBack(
  step: string,
  act: () => Promise<unknown>,
  takeBack: () => Promise<unknown>,
): Promise<void> {
  try {
    await act()
  } catch (failure) {
    const failed = `${step} failed:\n${wordsOf(failure)}\n`
    try {
      await takeBack()
    } catch (error) {
      throw new ReleaseError(`${failed}what the release did was not taken back:\n${wordsOf(error)}${remedyOf(error)}`, {
        cause: failure,
      })
    }
    throw new ReleaseError(`${failed}what the release did was taken back; mend the cause, then release again`, {
      cause: failure,
    })
  }
}

function wordsOf(error: unknown): string {
  // A hook may fail without a word.
  if (error instanceof ExecaError) return String(error.stderr).trim() || error.shortMessage
  return error instanceof Error ? error.message : String(error)
}

function remedyOf(error: unknown): string {
  return error instanceof ExecaError ? `\nmend the cause, then: ${error.escapedCommand}` : ''
}
