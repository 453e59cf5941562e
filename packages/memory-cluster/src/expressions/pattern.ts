/** A shell pattern, in which quoted characters stand behind a backslash, as a regular expression for a whole text. */
function patternSource(pattern: string): string {
  let source = ''
  for (let at = 0; at < pattern.length; at += 1) {
    const next = pattern.charAt(at)
    if (next === '\\') {
      at += 1
      source += literal(pattern.charAt(at))
    } else if (next === '*') source += '[^]*'
    else if (next === '?') source += '[^]'
    else if (next === '[') {
      const set = /^\[([!^]?)(\]?(?:\[:\w+:\]|[^\]])*)\]/.exec(pattern.slice(at))
      if (set === null) source += '\\['
      else {
        const [whole, negated, members = ''] = set
        const names = members.replaceAll('\\', '\\\\').replaceAll(/\[:(\w+):\]/g, (_, name) => classes[name] ?? '')
        source += `[${negated === '' ? '' : '^'}${names.replaceAll(']', '\\]')}]`
        at += whole.length - 1
      }
    } else source += literal(next)
  }
  return source
}

/** Whether a text as a whole matches a pattern. */
export function matches(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${patternSource(pattern)})$`, 'u').test(text)
}

/**
 * Whether a pattern stands for anything but itself; a bracket that nothing closes, as the name of `[` is, stands for
 * itself.
 */
export function isPattern(pattern: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*(?:[*?]|\[.+\])/s.test(pattern)
}

/** A text as a pattern that stands for itself. */
export function quotedPattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&')
}

const classes: Readonly<Record<string, string>> = {
  space: '\\s',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, (special) => (special === '-' ? '-' : `\\${special}`))
}
