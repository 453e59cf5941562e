/** Finds a placeholder of one kind in a text. */
type Finder = (text: string) => string | undefined

const unresolved: Finder = (text) => /<\s*change[-_ ]?me\b[^<>]*>/i.exec(text)?.[0]
const unfilled: Finder = (text) => inBraces(text).find((braces) => /\bxx\.xx\b/i.test(braces))
const nodeInBraces: Finder = (text) => inBraces(text, '(?<!\\$)').find(namesNode)
/** Not `${HOME}` of a shell, `{{.ID}}` of a template, `{a,b}` of a brace expansion or JSON. */
const nameInBraces: Finder = (text) => /(?<![${])\{\s*[a-z][\w .|<>-]*\}(?!\})/i.exec(text)?.[0]
const anyBraces: Finder = (text) => /\{[^{}]+\}/.exec(text)?.[0]

/** What stands in braces, with them; `before`: what must stand before them, as a regular expression. */
function inBraces(text: string, before = ''): readonly string[] {
  return text.match(new RegExp(`${before}\\{[^{}]*\\}`, 'g')) ?? []
}

/** Whether braces hold words with dashes between, one of which is `node`: each is looked at once, however many. */
function namesNode(braces: string): boolean {
  const words = braces.slice(1, -1).toLowerCase().split(/[-_]/)
  return words.includes('node') && words.every((word) => /^[a-z0-9]+$/.test(word))
}

/**
 * What braces may mean in a text. `address`: nothing, so that all of them are placeholders. `text`: hardly anything; a
 * name in braces is a placeholder. `literal`: anything, as in the value of a variable; only what no one but a template
 * writes is a placeholder.
 */
export type Braces = 'address' | 'text' | 'literal'

const findersFor: Readonly<Record<Braces, readonly Finder[]>> = {
  address: [unresolved, unfilled, anyBraces],
  text: [unresolved, unfilled, nameInBraces],
  literal: [unresolved, unfilled, nodeInBraces],
}

/** The placeholder that a template left in a text: `<changeme>`, `{xx.xx.xx.xx|hostname-1}`, `{head-node-ip}`. */
export function findPlaceholder(text: string, braces: Braces): string | undefined {
  return findersFor[braces].map((find) => find(text)).find((match) => match !== undefined)
}

/** What a finding says of a placeholder. */
export function placeholderMessage(placeholder: string): string {
  return `still has the placeholder ${placeholder}; replace it with a real value`
}

/** Puts a user's name in the place of `{user-id}`. */
export function substituteUser(text: string, user: string): string {
  return text.replaceAll('{user-id}', () => user)
}
