import { SshConfigError } from './ssh-config-error.js'

/** One condition of a `Match` line. */
export interface Criterion {
  readonly negated: boolean
  /** In lower case. */
  readonly name: string
  /** Empty for those that stand alone. */
  readonly argument: string
}

const alone = ['all', 'final', 'canonical']

/**
 * The criteria of a `Match` line: some stand alone, the others take one word, which may follow after a `=`. Throws
 * {@link SshConfigError} where a word is missing, and where `all` stands with others than one `final` or `canonical`.
 */
export function criteriaOf(words: readonly string[], origin: string): readonly Criterion[] {
  const criteria: Criterion[] = []
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    const [, not = '', written = '', value] = /^(!?)([^=]*)(?:=(.*))?$/s.exec(word) ?? []
    const name = written.toLowerCase()
    const takesNext = !alone.includes(name) && value === undefined
    if (takesNext) index += 1
    const argument = takesNext ? words[index] : (value ?? '')
    if (argument === undefined || (argument === '' && !alone.includes(name) && name !== 'tagged')) {
      throw malformed(origin, `${word} without a value`)
    }
    criteria.push({ negated: not !== '', name, argument })
  }
  const all = criteria.findIndex(({ name }) => name === 'all')
  if (all > 1 || (all !== -1 && all < criteria.length - 1)) throw malformed(origin, 'all among other criteria')
  return criteria
}

function malformed(origin: string, what: string): SshConfigError {
  return new SshConfigError(
    `${origin} has a Match line with ${what}`,
    'Correct it; the option -G of ssh shows what ssh itself makes of it.',
  )
}
