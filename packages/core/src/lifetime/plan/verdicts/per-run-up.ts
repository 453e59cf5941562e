import type { ReplaceWord } from '../plan-input.js'
import type { Situation } from '../situation.js'

/** What an `up` with lifetime per_run does on one host, or why it refuses. */
export type PerRunVerdict =
  | { readonly action: 'use' | 'launch' | 'replace'; readonly reason: string }
  | { readonly action: 'refuse'; readonly code: PerRunRefusal }

/** Why an `up` with lifetime per_run refuses. */
export type PerRunRefusal = 'BERTH_OVERLAY_AT_RISK' | 'BERTH_IN_USE' | 'BERTH_FOREIGN_CONTAINER'

/**
 * Decides what an `up` with lifetime per_run does on one host: of all rules of `up`, the only one that removes
 * anything. What is persistent, and what cannot be read, is not removed, whatever `replace` says.
 */
export function perRunVerdict(situation: Situation, replace: readonly ReplaceWord[]): PerRunVerdict {
  switch (situation) {
    case 'absent':
      return { action: 'launch', reason: 'no container of this name' }
    case 'running of this run':
      return { action: 'use', reason: 'made by this run, or handed over' }
    case 'running leftover':
      return { action: 'replace', reason: 'left behind by a process that is gone' }
    case 'stopped of this run':
    case 'stopped leftover':
      return { action: 'replace', reason: 'a per_run container that is stopped serves nobody' }
    case 'running being brought up':
    case 'stopped being brought up':
    case 'running in use':
    case 'stopped in use':
      return replace.includes('in_use')
        ? { action: 'replace', reason: 'of another run; replace in_use was asked for' }
        : { action: 'refuse', code: 'BERTH_IN_USE' }
    case 'running persistent':
    case 'stopped persistent':
    case 'running persistent of another machine':
    case 'stopped persistent of another machine':
    case 'running persistent of somebody else':
    case 'stopped persistent of somebody else':
    case 'running unreadable':
    case 'stopped unreadable':
      return { action: 'refuse', code: 'BERTH_OVERLAY_AT_RISK' }
    case 'running foreign':
    case 'stopped foreign':
      return replace.includes('foreign')
        ? { action: 'replace', reason: 'not made by Berth; replace foreign was asked for' }
        : { action: 'refuse', code: 'BERTH_FOREIGN_CONTAINER' }
    default:
      return situation satisfies never
  }
}
