import { endingError, operationError, operationOn, type ProgramEnding, wasEnded } from '../command/operation/index.js'
import { BerthError, type RemedyStep, remedySteps } from '../errors/index.js'
import { boundedText } from '../errors/texts/bounded-text.js'
import { provisionOperations } from './operations.js'
import type { ProvisionResult, ScriptOutput } from './provision-result.js'
import { setupLogPath } from './setup-log.js'

/** Where all of a script's output is, in a container that is there yet. */
export const outputInside: string = `What its setup script prints is in ${setupLogPath} in the container.`

/** Lines of a script's output that an error shows. */
const shownLines = 40

/** Characters of those lines: a progress bar is one line of any length. */
const shownCharacters = 6_000

/**
 * The error that a result is, for callers who need the container provisioned; null if the container is provisioned.
 * `source` names the script; `toLookAround` says how to see more. Default is nothing. The message shows the end of what
 * the script printed; the error's `output` is all that was kept of it.
 */
export function provisionError(
  host: string,
  source: string,
  result: ProvisionResult,
  toLookAround: readonly RemedyStep[] = [],
): BerthError | null {
  const declared = operationOn(host, provisionOperations.provision)
  const remedy = [...remedySteps(declared.remedy ?? []), ...toLookAround]
  const operation = { ...declared, remedy, late: { remedy } }
  const failed = (reason: string, remedy: string): BerthError => operationError(operation, { reason, remedy })
  switch (result.outcome) {
    case 'done':
    case 'done before':
      return null
    case 'taken':
      return operationError(
        { ...operation, code: 'BERTH_PROVISIONING' },
        {
          reason: `run ${result.run} is provisioning it now`,
          remedy: `Wait until that run is done, then try again. ${outputInside}`,
        },
      )
    case 'missing tool':
      return failed(
        `the image has no ${result.tool}, which every setup script needs`,
        `Put ${result.tool} into the image, or set setup_script to false.`,
      )
    case 'not run':
      return failed(`nothing was run: ${result.reason}`, 'Look at the container and the free space of its disk.')
    case 'failed':
    case 'timed out':
    case 'aborted':
    case 'lost':
      return withOutput(
        result,
        endingError(endingOfScript(result), { ...operation, words: (_usual, ending) => wordsOf(source, ending) }),
      )
    default:
      return result satisfies never
  }
}

/** The ending of the script that a result tells of; the script's output takes the place of standard error. */
function endingOfScript(result: EndedScript): ProgramEnding {
  const { exitCode = null, signal = null } = result.outcome === 'failed' ? result : {}
  const endedBy = result.outcome === 'failed' ? (exitCode === null ? 'signal' : 'exit') : endings[result.outcome]
  const { duration, mayStillRun } = result
  const unseen = mayStillRun && { mayStillRun }
  return { endedBy, exitCode, signal, duration, ...unseen, stderr: shown(result), truncated: false }
}

type EndedScript = Extract<ProvisionResult, ScriptOutput>

const endings = { 'timed out': 'timeout', aborted: 'abort', lost: 'lost' } as const

function wordsOf(source: string, ending: ProgramEnding): string {
  const { endedBy, exitCode, signal, stderr: printed } = ending
  switch (endedBy) {
    case 'exit':
    case 'signal':
      return `${source} ended with ${exitCode ?? signal}\n${printed}`
    case 'timeout':
    case 'idle':
      return `${source} ${wasEnded(ending)} after ${seconds(ending)}, when its time was up\n${printed}`
    case 'abort':
      return `${source} ${wasEnded(ending)} after ${seconds(ending)} by the abort`
    case 'lost':
      return `${lostAfter(ending)}; ${source} may have run on\n${printed}`
    default:
      return endedBy satisfies never
  }
}

function withOutput({ output }: EndedScript, error: BerthError | null): BerthError | null {
  if (error === null) return null
  const { code, host, operation, reason, advice, retryable, cause } = error
  return new BerthError({
    code,
    operation,
    message: reason,
    retryable,
    output,
    cause,
    ...(host !== undefined && { host }),
    ...(advice !== undefined && { remedy: advice }),
  })
}

function lostAfter(ending: ProgramEnding): string {
  if (ending.mayStillRun?.because === 'sent too much')
    return `the host sent more output than it may at once, and was cut off after ${seconds(ending)}`
  return ending.mayStillRun?.because === 'end not told'
    ? `the end was not told, ${seconds(ending)} after the start: the container, or its engine, went away`
    : `the connection was lost after ${seconds(ending)}`
}

function seconds({ duration }: ProgramEnding): string {
  return `${(duration / 1000).toFixed(1)} s`
}

function shown({ output, truncated }: ScriptOutput): string {
  const text = output.trimEnd()
  if (text === '') return 'It printed nothing.'
  const lines = text.split('\n')
  const last = boundedText(lines.slice(-shownLines).join('\n'), { lines: shownLines, characters: shownCharacters })
  if (lines.length <= shownLines) return `${truncated ? 'The end of its output' : 'Its output'}:\n${last}`
  const of = truncated ? 'many' : `${lines.length}`
  return `The last ${shownLines} of ${of} lines of its output:\n${last}`
}
