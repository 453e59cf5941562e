import type { LeftProcess } from '../../contract/command.js'
import type { ProgramEnding } from './ending.js'
import type { Operation } from './operation.js'

/**
 * The reason that an error gives for an ending: the words of the program itself, or how the program ended and what that
 * leaves open.
 */
export function reasonOf(ending: ProgramEnding, operation: Operation): string {
  const usual = usualReason(ending, operation)
  return operation.words === undefined ? usual : operation.words(usual, ending)
}

/** What is known of the outcome of an operation whose end nobody saw. */
export function outcomeOf({ effect }: Operation): string {
  return effect === 'none' ? 'nothing was changed' : 'the outcome is unknown'
}

/**
 * The signal that ended a program; null if none did. A shell or an engine in between tells of the signal by an exit
 * code.
 */
export function killedBy({ endedBy, exitCode, signal }: ProgramEnding): string | null {
  if (endedBy === 'signal') return signal ?? 'a signal'
  return exitCode !== null && exitCode > 128 ? `signal ${exitCode - 128}` : null
}

function usualReason(ending: ProgramEnding, operation: Operation): string {
  const said = ending.stderr.trim()
  const unseen = (how: string): string => `${how}; ${outcomeOf(operation)}${said === '' ? '' : `: ${said}`}`
  switch (ending.endedBy) {
    case 'exit':
    case 'signal': {
      if (ending.exitCode === 0) return 'the answer is incomplete'
      const signal = killedBy(ending)
      if (signal !== null) return unseen(`it failed${said === '' ? ' without a word' : ''}, ended by ${signal}`)
      return said === '' ? `it failed without a word, with exit code ${ending.exitCode}` : said
    }
    case 'timeout':
      return unseen(`not done after ${seconds(ending)}, and ${wasEnded(ending)}`)
    case 'idle':
      return unseen(`silent for too long, and ${wasEnded(ending)}`)
    case 'abort':
      if (ending.mayStillRun !== undefined) return unseen(`aborted, and ${wasEnded(ending)}`)
      return operation.effect === 'none' || operation.effect === 'repeatable' ? 'aborted' : unseen('aborted')
    case 'lost':
      return unseen(`${howLost(ending)}${mayRunOn(ending)}`)
    default:
      return ending.endedBy satisfies never
  }
}

/** Why nobody saw the end of a program. */
function howLost({ mayStillRun }: Pick<ProgramEnding, 'mayStillRun'>): string {
  switch (mayStillRun?.because) {
    case 'end not told':
      return 'its end was not told: its container, or the engine, went away meanwhile'
    case 'sent too much':
      return 'the host sent more output than it may at once, and was cut off'
    default:
      return 'the connection was lost meanwhile'
  }
}

/** That a program was ended, or that nobody has said so. */
export function wasEnded(ending: Pick<ProgramEnding, 'mayStillRun'>): string {
  return ending.mayStillRun === undefined ? 'was ended' : `could not be seen to be ended${mayRunOn(ending)}`
}

/** That a program may go on, and as which process; empty where that goes without saying. */
export function mayRunOn({ mayStillRun }: Pick<ProgramEnding, 'mayStillRun'>): string {
  if (mayStillRun === undefined || mayStillRun.because === 'connection lost') return ''
  const { process, processes } = mayStillRun
  if (processes.length > 0) return `; left there and maybe running on: ${processes.map(leftProcessText).join(', ')}`
  return `; it may still run${process === null ? '' : ` (process ${process} there)`}`
}

/** A process as messages name it: `process 42 (sleep, user ann)`. */
export function leftProcessText({ process, command, user }: LeftProcess): string {
  const known = [...(command === null ? [] : [command]), ...(user === null ? [] : [`user ${user}`])]
  return `process ${process}${known.length === 0 ? '' : ` (${known.join(', ')})`}`
}

function seconds({ duration }: ProgramEnding): string {
  return `${duration < 10_000 ? (duration / 1000).toFixed(1) : Math.round(duration / 1000)} s`
}
