import type { AppliedConfig } from './apply-ssh-config.js'
import type { Directive } from './config-node.js'
import { SshConfigError } from './ssh-config-error.js'

/** A setting's one value; undefined where it is not set. */
export function textOf(config: AppliedConfig, keyword: string): string | undefined {
  const text = config.first(keyword)?.words[0]?.trim()
  return text === '' ? undefined : text
}

/** Whether a setting says yes. */
export function isYes(config: AppliedConfig, keyword: string): boolean {
  return /^(?:yes|true)$/i.test(textOf(config, keyword) ?? '')
}

/** Whether a setting that goes by these keywords says no. */
export function isNo(config: AppliedConfig, ...keywords: readonly string[]): boolean {
  return /^(?:no|false)$/i.test(config.first(...keywords)?.words[0] ?? '')
}

/** A setting that is a whole number; undefined where it is not set. Throws {@link SshConfigError} for anything else. */
export function numberOf(config: AppliedConfig, keyword: string, most: number): number | undefined {
  const directive = config.first(keyword)
  const text = textOf(config, keyword)
  if (directive === undefined || text === undefined) return undefined
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= most) return number
  throw new SshConfigError(`${directive.origin} has "${text}", which is no number from 0 to ${most}`, 'Correct it.')
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/**
 * Milliseconds of a setting that is a length of time: `90`, `1m30s`; undefined where it is not set or `none`. Throws
 * {@link SshConfigError}.
 */
export function millisecondsOf(config: AppliedConfig, keyword: string): number | undefined {
  const directive = config.first(keyword)
  const text = textOf(config, keyword)?.toLowerCase()
  if (directive === undefined || text === undefined || text === 'none') return undefined
  if (!/^(?:\d+[smhdw]?)+$/.test(text)) {
    throw new SshConfigError(
      `${directive.origin} has "${text}", which is no length of time`,
      'Write seconds, or 1m30s.',
    )
  }
  const parts = [...text.matchAll(/(\d+)([smhdw]?)/g)]
  return 1000 * parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * (secondsOf[unit || 's'] ?? 1), 0)
}

/**
 * What decides how a host is reached: `ProxyJump` or `ProxyCommand`, whichever comes first; undefined for neither, or
 * `none`.
 */
export function proxyOf(config: AppliedConfig): Directive | undefined {
  const directive = config.first('proxyjump', 'proxycommand')
  return /^none$/i.test(directive?.words.join(' ').trim() ?? 'none') ? undefined : directive
}
