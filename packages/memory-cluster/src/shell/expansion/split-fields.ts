import { quotedPattern } from '../../expressions/pattern.js'
import type { Piece } from './piece.js'

/** One field as it is, and as a pattern in which what was quoted stands for itself. */
export interface Field {
  readonly text: string
  readonly pattern: string
}

/** The fields of a word: what was not quoted ends at separators, the characters of `IFS`. */
export function splitFields(pieces: readonly Piece[], separators: string): readonly Field[] {
  const fields: Field[] = []
  let current: Field | null = null
  const end = (): void => {
    if (current !== null) fields.push(current)
    current = null
  }
  const add = (text: string, quoted: boolean): void => {
    const before: Field = current ?? { text: '', pattern: '' }
    current = { text: before.text + text, pattern: before.pattern + (quoted ? quotedPattern(text) : text) }
  }
  for (const { text, quoted, split, breaks } of pieces) {
    if (!split || quoted) {
      if (text !== '' || quoted) add(text, quoted)
    } else {
      for (const [at, run] of splitRuns(text, separators).entries()) {
        if (at > 0) {
          if (current === null && (at > 1 || beginsHard(text, separators))) add('', false)
          end()
        }
        if (run !== '') add(run, false)
      }
    }
    if (breaks === true) end()
  }
  end()
  return fields
}

/** Whether the first separator, which the text begins with, is one that ends even an empty field. */
function beginsHard(text: string, separators: string): boolean {
  const [first = ''] = text.trimStart()
  return first !== '' && separators.includes(first)
}

/** Runs between separators; blanks among them count as one, anything else each for itself. */
function splitRuns(text: string, separators: string): string[] {
  if (separators === '' || text === '') return [text]
  const blank = [...separators].filter((character) => /\s/.test(character)).join('')
  const hard = [...separators].filter((character) => !/\s/.test(character)).join('')
  const set = (characters: string) => `[${characters.replace(/[\\\]^-]/g, '\\$&')}]`
  const alternatives = [
    ...(hard === ''
      ? []
      : [`${blank === '' ? '' : `${set(blank)}*`}${set(hard)}${blank === '' ? '' : `${set(blank)}*`}`]),
    ...(blank === '' ? [] : [`${set(blank)}+`]),
  ]
  return text.split(new RegExp(alternatives.join('|'), 'u'))
}
