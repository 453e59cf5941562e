const unresolved = /<\s*change[-_ ]?me\b[^<>]*>/i
const unfilled = /\{[^{}]*\bxx\.xx\b[^{}]*\}/i
const nodeInBraces = /(?<!\$)\{(?:[a-z0-9]+[-_])*node(?:[-_][a-z0-9]+)*\}/i
/** Not `${HOME}` of a shell, `{{.ID}}` of a template, `{a,b}` of a brace expansion or JSON. */
const nameInBraces = /(?<![${])\{\s*[a-z][\w .|<>-]*\}(?!\})/i
const inBraces = /\{[^{}]+\}/

/**
 * What braces may mean in a text. `address`: nothing, so that all of them are placeholders. `text`: hardly anything; a
 * name in braces is a placeholder. `literal`: anything, as in the value of a variable; only what no one but a template
 * writes is a placeholder.
 */
export type Braces = 'address' | 'text' | 'literal'

const patternsFor: Readonly<Record<Braces, readonly RegExp[]>> = {
  address: [unresolved, unfilled, inBraces],
  text: [unresolved, unfilled, nameInBraces],
  literal: [unresolved, unfilled, nodeInBraces],
}

/** The placeholder that a template left in a text: `<changeme>`, `{xx.xx.xx.xx|hostname-1}`, `{head-node-ip}`. */
export function findPlaceholder(text: string, braces: Braces): string | undefined {
  return patternsFor[braces].map((pattern) => pattern.exec(text)?.[0]).find((match) => match !== undefined)
}

/** What a finding says of a placeholder. */
export function placeholderMessage(placeholder: string): string {
  return `still has the placeholder ${placeholder}; replace it with a real value`
}

/** Puts a user's name in the place of `{user-id}`. */
export function substituteUser(text: string, user: string): string {
  return text.replaceAll('{user-id}', () => user)
}
