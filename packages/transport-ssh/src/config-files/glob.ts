import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The paths that are there and match an absolute pattern, in the order of their bytes: `*`, `?`, `[a-z]`, `[!a]`,
 * `[[:digit:]]`, a backslash before what is meant as it is. A dot at the beginning of a name has to be written.
 */
export function expandGlob(pattern: string): readonly string[] {
  const steps = pattern.split('/').filter((step) => step !== '')
  const found = steps.reduce<readonly string[]>(
    (folders, step) => folders.flatMap((folder) => takeStep(folder, step)),
    ['/'],
  )
  return found.filter((path) => existsSync(path))
}

function takeStep(folder: string, step: string): readonly string[] {
  if (!/[*?[]/.test(step)) return [join(folder, step.replace(/\\(.)/gs, '$1'))]
  const isMeant = matcherOf(step)
  return namesIn(folder)
    .filter((name) => (step.startsWith('.') || !name.startsWith('.')) && isMeant.test(name))
    .map((name) => join(folder, name))
}

/** What a step of a pattern means, as a regular expression. */
function matcherOf(step: string): RegExp {
  const parts = step.matchAll(
    /\\(?<escaped>.)|\[(?<not>!?)(?<set>(?:\[:[a-z]+:\]|.)(?:\[:[a-z]+:\]|[^\]])*)\]|(?<other>.)/gsu,
  )
  const sources = [...parts].map(({ groups: { escaped, not, set, other } = {} }) => {
    if (set !== undefined) return `[${not === '!' ? '^' : ''}${sourceOfSet(set)}]`
    if (other === '*') return '.*'
    return other === '?' ? '.' : literal(escaped ?? other ?? '')
  })
  return new RegExp(`^${sources.join('')}$`, 'su')
}

const classes: ReadonlyMap<string, string> = new Map([
  ['alnum', 'a-zA-Z0-9'],
  ['alpha', 'a-zA-Z'],
  ['blank', ' \\t'],
  ['digit', '0-9'],
  ['lower', 'a-z'],
  ['punct', '!-\\/:-@\\[-`\\{-~'],
  ['space', '\\s'],
  ['upper', 'A-Z'],
  ['xdigit', '0-9A-Fa-f'],
])

function sourceOfSet(set: string): string {
  const parts = set.matchAll(/\[:(?<name>[a-z]+):\]|(?<from>.)-(?<to>.)|(?<one>.)/gsu)
  const sources = [...parts].map(({ groups: { name, from, to, one } = {} }) => {
    if (name !== undefined) return classes.get(name) ?? ''
    if (from === undefined || to === undefined) return member(one ?? '')
    return from <= to ? `${member(from)}-${member(to)}` : ''
  })
  return sources.join('')
}

function member(character: string): string {
  return character.replace(/[\\\]^-]/, '\\$&')
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
  } catch {
    return []
  }
}
