import type { EnvironmentValue } from '../../contract/index.js'

/**
 * The value of `env_vars` that a text means. One reference to the variable itself, `$KEY` or `${KEY}`, that is all
 * there is between two colons stands for the variable's former value: at the end, else at the beginning, else in
 * between. Whatever else looks like a reference is text.
 */
export function environmentValue(name: string, text: string): EnvironmentValue {
  const parts = text.split(':')
  const isReference = (part: string | undefined): boolean => part === `$${name}` || part === `\${${name}}`
  const last = parts.length - 1
  const at = isReference(parts[last]) ? last : parts.findIndex(isReference)
  if (at === -1) return text
  return {
    ...(at > 0 && { prepend: parts.slice(0, at).join(':') }),
    ...(at < last && { append: parts.slice(at + 1).join(':') }),
  }
}

/** The texts of a value. */
export function textsOf(value: EnvironmentValue): readonly string[] {
  return typeof value === 'string' ? [value] : [value.prepend ?? '', value.append ?? '']
}

/** Whether a shell would put something else in the place of a part of the text. */
export function hasReference(text: string): boolean {
  return /\$[\w{(?!#*@$-]/.test(text)
}
