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
  const wanted = charactersOf(step)
  return namesIn(folder)
    .filter((name) => (step.startsWith('.') || !name.startsWith('.')) && isMeant(wanted, [...name]))
    .map((name) => join(folder, name))
}

/** What a step of a pattern means, character by character: a regular expression for one, or `*`. */
function charactersOf(step: string): readonly (RegExp | '*')[] {
  const parts = step.matchAll(
    /\\(?<escaped>.)|\[(?<not>!?)(?<set>(?:\[:[a-z]+:\]|.)(?:\[:[a-z]+:\]|[^\]])*)\]|(?<other>.)/gsu,
  )
  return [...parts].map(({ groups: { escaped, not, set, other } = {} }) => {
    if (other === '*') return '*'
    if (set !== undefined) return new RegExp(`^[${not === '!' ? '^' : ''}${sourceOfSet(set)}]$`, 'su')
    return new RegExp(`^${other === '?' ? '.' : literal(escaped ?? other ?? '')}$`, 'su')
  })
}

/** Whether a name is as wanted. Goes back to the last star alone, so that no number of stars takes long. */
function isMeant(wanted: readonly (RegExp | '*')[], name: readonly string[]): boolean {
  let [at, next] = [0, 0]
  let star: { readonly after: number; readonly from: number } | undefined
  while (at < name.length) {
    const character = wanted[next]
    if (character === '*') {
      next += 1
      star = { after: next, from: at }
    } else if (character?.test(name[at] ?? '')) {
      at += 1
      next += 1
    } else if (star !== undefined) {
      star = { after: star.after, from: star.from + 1 }
      at = star.from
      next = star.after
    } else return false
  }
  return wanted.slice(next).every((character) => character === '*')
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
