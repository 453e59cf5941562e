import type { AppliedConfig, Setting } from './apply-ssh-config.js'
import { servicePort } from './databases/service-port.js'
import { SshConfigError } from './ssh-config-error.js'

/** A setting that has one value; undefined where it is not set. Throws {@link SshConfigError} where it has more. */
export function settingOf(config: AppliedConfig, ...keywords: readonly string[]): Setting | undefined {
  const setting = config.first(...keywords)
  if (setting !== undefined) oneValueOf(setting)
  return setting
}

/** The only value of a setting. Throws {@link SshConfigError} where it has more than one. */
export function oneValueOf({ words, text, origin }: Setting): string {
  const [value, ...others] = words
  if (others.length === 0) return value
  throw new SshConfigError(`${origin} has "${text}", where one value may stand`, 'Put blanks into double quotes.')
}

/** A setting's one value; undefined where it is not set. Throws {@link SshConfigError}. */
export function textOf(config: AppliedConfig, ...keywords: readonly string[]): string | undefined {
  return settingOf(config, ...keywords)?.words[0]
}

/** What a setting is set to, of what it may be; undefined where it is not set. Throws {@link SshConfigError}. */
export function choiceOf<Choice extends string>(
  config: AppliedConfig,
  choices: readonly Choice[],
  ...keywords: readonly string[]
): Choice | undefined {
  const setting = settingOf(config, ...keywords)
  if (setting === undefined) return undefined
  const value = setting.words[0].toLowerCase()
  const choice = choices.find((candidate) => candidate === value)
  if (choice !== undefined) return choice
  throw new SshConfigError(`${setting.origin} has "${setting.words[0]}"`, `Write one of ${choices.join(', ')}.`)
}

/** Whether a setting says yes or no; undefined where it is not set. Throws {@link SshConfigError} for anything else. */
export function flagOf(config: AppliedConfig, ...keywords: readonly string[]): boolean | undefined {
  const choice = choiceOf(config, ['yes', 'no', 'true', 'false'], ...keywords)
  return choice && (choice === 'yes' || choice === 'true')
}

const largestNumber = 2 ** 31 - 1

/** A setting that is a whole number; undefined where it is not set. Throws {@link SshConfigError} for anything else. */
export function numberOf(config: AppliedConfig, keyword: string): number | undefined {
  const setting = settingOf(config, keyword)
  if (setting === undefined) return undefined
  const [text] = setting.words
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= largestNumber) return number
  throw new SshConfigError(
    `${setting.origin} has "${text}", which is no number from 0 to ${largestNumber}`,
    'Correct it.',
  )
}

/** A setting that is a port, by number or by the name of a service. Throws {@link SshConfigError} for anything else. */
export function portOf(config: AppliedConfig): number | undefined {
  const setting = settingOf(config, 'port')
  if (setting === undefined) return undefined
  const [text] = setting.words
  const port = /^\d+$/.test(text) ? Number(text) : servicePort(text)
  if (port !== undefined && port > 0 && port <= 65_535) return port
  throw new SshConfigError(`${setting.origin} has "${text}", which is no port`, 'Write a number from 1 to 65535.')
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/**
 * Milliseconds of a setting that is a length of time: `90`, `1m30s`; undefined where it is not set. `none` sets
 * nothing, so that what comes after it counts. Throws {@link SshConfigError}.
 */
export function millisecondsOf(config: AppliedConfig, keyword: string): number | undefined {
  const setting = config.all(keyword).find((candidate) => oneValueOf(candidate) !== 'none')
  if (setting === undefined) return undefined
  const text = setting.words[0].toLowerCase()
  const parts = [...text.matchAll(/(\d+)([smhdw]?)/g)]
  const seconds = parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * (secondsOf[unit || 's'] ?? 1), 0)
  if (/^(?:\d+[smhdw]?)+$/.test(text) && seconds <= largestNumber) return 1000 * seconds
  throw new SshConfigError(`${setting.origin} has "${text}", which is no length of time`, 'Write seconds, or 1m30s.')
}

/**
 * What decides how a host is reached: `ProxyJump` or `ProxyCommand`, whichever comes first, though a `ProxyJump none`
 * leaves room for a `ProxyCommand`; undefined for neither, or `none`.
 */
export function proxyOf(config: AppliedConfig): Setting | undefined {
  const jump = config.first('proxyjump')
  const setting =
    jump !== undefined && isNone(jump) ? config.first('proxycommand') : config.first('proxyjump', 'proxycommand')
  return setting === undefined || isNone(setting) ? undefined : setting
}

/** Of these two settings ssh takes the text as it is written: `none # for now` is no `none`. */
function isNone({ text }: Setting): boolean {
  return /^none$/i.test(text)
}
