import {
  alikeTexts,
  type HostResult,
  type HostResults,
  hostsText,
  indentedRemedy,
  leftProcessText,
  type OutputStream,
  printableLine,
  textsOfErrors,
} from '@berth/core'
import { mostGroups } from '../terminal/folded-lists.js'
import { headerRule, type OutputReader, outputBelowHeader } from '../terminal/output-below-header.js'
import { continued } from './continued.js'
import { type EndingMeanings, ofCommand } from './ending-meanings.js'

/**
 * Results for people: each command's output goes where the command sent it, under the hosts that printed the same.
 * Default is readers that take what commands printed as it is.
 */
export function resultsText(
  results: HostResults,
  meanings: EndingMeanings = ofCommand,
  readers: Readonly<Record<OutputStream, OutputReader>> = { stdout: {}, stderr: {} },
): ShownResults {
  const all = results.grouped().map(({ hosts, value }) => {
    const header = printableLine([headerOf(hosts), ...remarks(hosts, value, meanings)].join(' '))
    return {
      stdout: `${header}\n${outputBelowHeader(value.stdout, readers.stdout)}`,
      hosts,
      stderr: `${leftText(hosts, results, meanings)}${errorText(hosts, results)}${value.stderr === '' ? '' : `${header}\n${outputBelowHeader(value.stderr, readers.stderr)}`}`,
    }
  })
  const stdout = shownGroups(
    all.map((group) => ({ ...group, text: group.stdout })),
    readers.stdout,
  )
  const stderr = shownGroups(
    all.map((group) => ({ ...group, text: group.stderr })),
    readers.stderr,
  )
  const parts = [stdout, stderr].flatMap(({ whole }) => whole ?? [])
  return { stdout: stdout.text, stderr: stderr.text, ...(parts.length > 0 && { whole: parts.join('\n') }) }
}

/** What is printed of results. */
interface ShownResults extends Readonly<Record<OutputStream, string>> {
  /** All of it. Default is what is printed, unless a terminal is shown a part. */
  readonly whole?: string
}

/** The texts of groups; a terminal is shown the first of many, and on which hosts there is more. */
function shownGroups(
  groups: readonly { readonly hosts: readonly string[]; readonly text: string }[],
  { isTTY }: OutputReader,
): { readonly text: string; readonly whole: string | null } {
  const printing = groups.filter(({ text }) => text !== '')
  const whole = printing.map(({ text }) => text).join('')
  if (!isTTY || printing.length <= mostGroups) return { text: whole, whole: null }
  const left = printing.slice(mostGroups).flatMap(({ hosts }) => hosts)
  const shown = printing.slice(0, mostGroups).map(({ text }) => text)
  return { text: `${shown.join('')}${headerOf(left)} and more\n`, whole }
}

/** How a command ended on each host where it did not just succeed, for output that was shown already. */
export function endingsText(results: HostResults, meanings: EndingMeanings = ofCommand): string {
  return results
    .grouped()
    .map(({ hosts, value }) => {
      const ending = endingText(hosts, value, meanings)
      return ending === null
        ? ''
        : `${headerOf(hosts)} ${ending}\n${leftText(hosts, results, meanings)}${errorText(hosts, results)}`
    })
    .join('')
}

function remarks(hosts: readonly string[], result: HostResult, meanings: EndingMeanings): string[] {
  const ending = endingText(hosts, result, meanings)
  return [...(ending === null ? [] : [ending]), ...(result.truncated ? ['(output cut short)'] : [])]
}

function endingText(hosts: readonly string[], result: HostResult, meanings: EndingMeanings): string | null {
  const text = howText(result, meanings)
  if (text === null || result.mayStillRun === undefined) return text
  const { process, processes } = result.mayStillRun
  // Each host has a number of its own.
  const as = process === null || processes.length > 0 || hosts.length > 1 ? '' : `, as process ${process} there`
  return `${text}; the command may still run${as}`
}

function howText(
  { endedBy, exitCode, signal, mayStillRun, error }: HostResult,
  meanings: EndingMeanings,
): string | null {
  switch (endedBy) {
    case 'exit':
      return exitCode === 0 ? null : `exit code ${exitCode}`
    case 'signal':
      return `signal ${signal}`
    case 'timeout':
      return mayStillRun === undefined ? 'ended at its timeout' : 'its timeout was up'
    case 'idle':
      return mayStillRun === undefined ? 'ended for its silence' : 'it was silent for too long'
    case 'abort':
      return meanings.abort
    case 'lost':
      return meanings.lost(mayStillRun?.because)
    case 'not started':
      return meanings.failed(error)
    default:
      return endedBy satisfies never
  }
}

/** The processes that a command may have left, of each host: each has numbers of its own. */
function leftText(hosts: readonly string[], results: HostResults, { look }: EndingMeanings): string {
  return hosts
    .map((host) => {
      const left = results.get(host).mayStillRun?.processes ?? []
      if (left.length === 0) return ''
      const next = look === undefined ? '' : `\n${indentedRemedy(look(host, left), [host])}`
      return `left on ${host}: ${left.map(leftProcessText).join(', ')}${next}\n`
    })
    .join('')
}

function errorText(hosts: readonly string[], results: HostResults): string {
  const errors = hosts.flatMap((host) => {
    const { error } = results.get(host)
    const isTold = error !== null && (error.kind !== 'interrupted' || error.code === 'BERTH_MAY_HAVE_RUN')
    return isTold ? [[host, error] as const] : []
  })
  return alikeTexts(textsOfErrors(new Map(errors)))
    .map((alike) => `error: ${hostsText(alike.hosts)}: ${continued(alike.text)}\n`)
    .join('')
}

function headerOf(hosts: readonly string[]): string {
  return `${headerRule} ${hostsText(hosts)} ${headerRule}`
}
