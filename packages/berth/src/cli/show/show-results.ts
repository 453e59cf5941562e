import { type HostResult, type HostResults, indentedRemedy } from '@berth/core'
import { type EndingMeanings, ofCommand } from './ending-meanings.js'
import { hostErrorJson } from './host-error-json.js'

/** What `exec --json` prints. */
export function resultsJson(results: HostResults): Record<string, unknown> {
  return { results: Object.fromEntries([...results].map((result) => [result.host, resultJson(result)])) }
}

/** Results for people: each command's output goes where the command sent it, under the hosts that printed the same. */
export function resultsText(
  results: HostResults,
  meanings: EndingMeanings = ofCommand,
): { readonly stdout: string; readonly stderr: string } {
  const groups = results.grouped().map(({ hosts, value }) => {
    const header = [`── ${hosts.join(', ')} ──`, ...remarks(value, meanings)].join(' ')
    return {
      stdout: `${header}\n${wholeLines(value.stdout)}`,
      stderr: `${errorText(hosts, value)}${value.stderr === '' ? '' : `${header}\n${wholeLines(value.stderr)}`}`,
    }
  })
  return { stdout: groups.map(({ stdout }) => stdout).join(''), stderr: groups.map(({ stderr }) => stderr).join('') }
}

/** How a command ended on each host where it did not just succeed, for output that was shown already. */
export function endingsText(results: HostResults, meanings: EndingMeanings = ofCommand): string {
  return results
    .grouped()
    .map(({ hosts, value }) => {
      const ending = endingText(value, meanings)
      return ending === null ? '' : `── ${hosts.join(', ')} ── ${ending}\n${errorText(hosts, value)}`
    })
    .join('')
}

function resultJson(result: HostResult): Record<string, unknown> {
  const { exitCode, signal, endedBy, stdout, stderr, truncated, duration, error } = result
  const why = error === null ? null : hostErrorJson(error)
  return { exitCode, signal, endedBy, stdout, stderr, truncated, duration, error: why }
}

function remarks(result: HostResult, meanings: EndingMeanings): string[] {
  const ending = endingText(result, meanings)
  return [...(ending === null ? [] : [ending]), ...(result.truncated ? ['(output cut short)'] : [])]
}

function endingText({ endedBy, exitCode, signal, error }: HostResult, meanings: EndingMeanings): string | null {
  switch (endedBy) {
    case 'exit':
      return exitCode === 0 ? null : `exit code ${exitCode}`
    case 'signal':
      return `signal ${signal}`
    case 'timeout':
      return 'ended at its timeout'
    case 'idle':
      return 'ended for its silence'
    case 'abort':
    case 'lost':
      return meanings[endedBy].text
    case 'not started':
      return meanings.failed(error)
    default:
      return endedBy satisfies never
  }
}

function errorText(hosts: readonly string[], { error }: HostResult): string {
  if (error === null || error.kind === 'interrupted') return ''
  const next = error.advice === undefined ? '' : `\n${indentedRemedy(error.advice, hosts)}`
  return `error: ${hosts.join(', ')}: ${error.operation}: ${error.reason}${next}\n`
}

function wholeLines(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
