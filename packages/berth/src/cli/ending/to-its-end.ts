import type { CliEnvironment } from '../environment.js'
import { Answer } from '../json/answer.js'
import type { Subcommand } from '../json/answers.js'
import { jsonLine, jsonText } from '../json/json-text.js'
import { reportFailure } from './report-failure.js'

/**
 * Brings a subcommand to its end. What it throws is told on standard error; with --json, standard output gets the one
 * envelope, whatever happened, as one line where a stream of lines came before it. Never rejects; gives the exit code.
 */
export async function toItsEnd<Name extends Subcommand>(
  environment: CliEnvironment,
  command: Name,
  { json, stream }: { readonly json?: true; readonly stream?: true },
  work: (answer: Answer<Name>) => Promise<number>,
): Promise<number> {
  const answer = new Answer(command)
  let exitCode: number
  try {
    exitCode = await work(answer)
  } catch (error) {
    answer.failed(error)
    exitCode = await reportFailure(error, environment)
  }
  if (environment.signal.aborted) exitCode = 130
  if (json) environment.stdout.write((stream ? jsonLine : jsonText)(answer.envelope(exitCode)))
  return exitCode
}
