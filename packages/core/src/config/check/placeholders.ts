const unresolved = /<\s*change[-_ ]?me\b[^<>]*>/i
const unfilled = /\{[^{}]*\bxx\.xx\b[^{}]*\}/i
const inBraces = /\{[^{}]+\}/

/**
 * The placeholder that a template left in a text: `<changeme>`, `{xx.xx.xx.xx|hostname-1}`, and in an address,
 * where no brace can be meant, whatever stands in braces.
 */
export function findPlaceholder(text: string, isAddress: boolean): string | undefined {
  const patterns = isAddress ? [unresolved, unfilled, inBraces] : [unresolved, unfilled]
  return patterns.map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined)
}

/** What a finding says of a placeholder. */
export function placeholderMessage(placeholder: string): string {
  return `still has the placeholder ${placeholder}; replace it with a real value`
}

/** Puts the user who runs Berth in the place of `{user-id}`. */
export function substituteUser(text: string, user: string): string {
  return text.replaceAll('{user-id}', () => user)
}
