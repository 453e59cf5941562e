import { BerthError } from '../errors/index.js'
import type { ProvisionResult, ScriptOutput } from './provision-result.js'

/** Lines of a script's output that an error shows. */
const shownLines = 40

/** The error that a result is, for callers who need the container provisioned; null if it is. `source` names the script. */
export function provisionError(host: string, source: string, result: ProvisionResult): BerthError | null {
  const failed = (message: string, remedy: string): BerthError =>
    new BerthError({ code: 'BERTH_PROVISION_FAILED', host, operation: 'provision container', message, remedy })
  switch (result.outcome) {
    case 'done':
    case 'done before':
      return null
    case 'taken':
      return new BerthError({
        code: 'BERTH_PROVISIONING',
        host,
        operation: 'provision container',
        message: `run ${result.run} is provisioning it now`,
        remedy: 'Wait until that run is done, then try again.',
      })
    case 'missing tool':
      return failed(
        `the image has no ${result.tool}, which every setup script needs`,
        `Put ${result.tool} into the image, or set setup_script to false.`,
      )
    case 'not run':
      return failed(`nothing was run: ${result.reason}`, 'Look at the container and the free space of its disk.')
    case 'failed':
      return failed(`${source} ended with ${result.exitCode ?? result.signal}\n${shown(result)}`, mend)
    case 'timed out':
      return failed(`${source} was ended after ${seconds(result)}, when its time was up\n${shown(result)}`, mend)
    case 'aborted':
      return new BerthError({
        code: 'BERTH_ABORTED',
        host,
        operation: 'provision container',
        message: `${source} was ended after ${seconds(result)} by the abort`,
      })
    case 'lost':
      return new BerthError({
        code: 'BERTH_CONNECTION_LOST',
        host,
        operation: 'provision container',
        message: `the connection was lost after ${seconds(result)}; ${source} may have run on\n${shown(result)}`,
        remedy: 'Check that the host is up, then try again: the marker in the container tells how far it came.',
      })
    default:
      return result satisfies never
  }
}

const mend = 'Mend what the output shows; to look around, keep the failed containers: berth up --keep-failed.'

function seconds({ duration }: ScriptOutput): string {
  return `${(duration / 1000).toFixed(1)} s`
}

function shown({ output, truncated }: ScriptOutput): string {
  const text = output.trimEnd()
  if (text === '') return 'It printed nothing.'
  const lines = text.split('\n')
  if (lines.length <= shownLines) return `${truncated ? 'The end of its output' : 'Its output'}:\n${text}`
  const of = truncated ? 'many' : `${lines.length}`
  return `The last ${shownLines} of ${of} lines of its output:\n${lines.slice(-shownLines).join('\n')}`
}
