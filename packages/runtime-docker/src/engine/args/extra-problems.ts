import type { ArgsProblem } from '@berth/core/adapter'
import { type Flag, flagNamed } from './flags.js'

/**
 * What must not be among words for `create`: what Berth sets itself or has a key for, in whatever spelling, and what
 * could be taken for the image. The engines' command lines take flags in full only, `--flag value`, `--flag=value`,
 * `-f value`, `-fvalue` and `-abf value`, up to the first word that is none.
 */
export function extraProblems(extra: readonly string[]): readonly ArgsProblem[] {
  const problems: ArgsProblem[] = []
  for (let index = 0; index < extra.length; index += 1) {
    const position = index
    const word = extra[position] ?? ''
    const at = (reason: string): void => {
      problems.push({ path: ['extra', position], message: `is ${JSON.stringify(word)}, ${reason}` })
    }
    if (!word.startsWith('-') || word === '-' || word === '--') {
      at('which no word before it asks for: the engine would take it for the image; write --flag=value')
      continue
    }
    const flags = flagsOf(word)
    const owned = flags.find(({ owner }) => owner !== undefined)
    if (owned !== undefined) at(`but ${owned.name} is not for extra: ${owned.owner}`)
    const last = flags.at(-1)
    if (last?.takesNext === true) {
      index += 1
      if (extra[index] === undefined) at('and its value is missing')
    }
  }
  return problems
}

/** One flag of a word. */
interface WrittenFlag {
  readonly name: string
  /** Whose it is, if not the user's. */
  readonly owner: string | undefined
  /** Whether its value is the next word. */
  readonly takesNext: boolean
}

function flagsOf(word: string): readonly WrittenFlag[] {
  if (word.startsWith('--')) {
    const [name = ''] = word.split('=', 1)
    return [written(name, flagNamed(name), word.includes('='))]
  }
  const flags: WrittenFlag[] = []
  for (let index = 1; index < word.length; index += 1) {
    const name = `-${word[index]}`
    const flag = flagNamed(name)
    const rest = word.slice(index + 1)
    flags.push(written(name, flag, rest !== ''))
    if (flag?.takesValue === true) break
  }
  return flags
}

/** Of a flag that is not known it cannot be told whether a word after it is its value: it has none. */
function written(name: string, flag: Flag | undefined, hasValue: boolean): WrittenFlag {
  return { name, owner: flag?.owner, takesNext: flag?.takesValue === true && !hasValue }
}
