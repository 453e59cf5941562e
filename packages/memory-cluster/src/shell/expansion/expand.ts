import { arithmetic } from '../../expressions/arithmetic.js'
import { isPattern, quotedPattern } from '../../expressions/pattern.js'
import { SyntaxTrouble } from '../../expressions/syntax-trouble.js'
import type { Expansion } from '../context/running-shell.js'
import type { Parameter, Word, WordPart } from '../syntax/syntax.js'
import { fixedText } from './fixed-text.js'
import { glob } from './glob.js'
import { parameterValue, trimmed } from './parameter-value.js'
import type { Piece } from './piece.js'
import { splitFields } from './split-fields.js'

/** A word as one text, without splitting it and without looking for files. */
export async function expandText(word: Word, shell: Expansion): Promise<string> {
  const fixed = fixedText(word)
  if (fixed !== null) return fixed
  return (await pieces(word, shell)).map(({ text, breaks }) => (breaks === true ? `${text} ` : text)).join('')
}

/** A word as a pattern, in which what was quoted stands for itself. */
export async function expandPattern(word: Word, shell: Expansion): Promise<string> {
  return (await pieces(word, shell)).map(({ text, quoted }) => (quoted ? quotedPattern(text) : text)).join('')
}

/** Words as the arguments that they become. */
export async function expandFields(words: readonly Word[], shell: Expansion): Promise<string[]> {
  const fields: string[] = []
  for (const word of words) {
    const fixed = fixedText(word)
    if (fixed === null) fields.push(...(await expandWord(word, shell)))
    else fields.push(fixed)
  }
  return fields
}

async function expandWord(word: Word, shell: Expansion): Promise<string[]> {
  const expanded = await pieces(word, shell)
  if (shell.state.positional.length === 0 && word.some(isArguments) && expanded.every(({ text }) => text === ''))
    return []
  // Most words are quoted whole, and so one field as they are.
  if (expanded.length > 0 && expanded.every(({ quoted, breaks }) => quoted && breaks !== true))
    return [expanded.map(({ text }) => text).join('')]
  const fields = splitFields(expanded, shell.state.variables.get('IFS') ?? ' \t\n')
  return fields.flatMap(({ text, pattern }) => {
    if (!isPattern(pattern)) return [text]
    const found = glob(shell.process.machine.files, shell.process.cwd, pattern)
    return found.length > 0 ? found : [text]
  })
}

/** Whether a part is `"$@"`, which is no word at all where there are no arguments. */
function isArguments(part: WordPart): boolean {
  return part.kind === 'parameter' && part.parameter.name === '@' && part.parameter.operator === ''
}

async function pieces(word: Word, shell: Expansion): Promise<Piece[]> {
  const expanded: Piece[] = []
  for (const [index, part] of word.entries()) {
    const made = piecesOf(part, index === 0, shell)
    expanded.push(...(made instanceof Promise ? await made : made))
  }
  return expanded
}

function piecesOf(part: WordPart, first: boolean, shell: Expansion): Piece[] | Promise<Piece[]> {
  const { quoted } = part
  const { variables } = shell.state
  switch (part.kind) {
    case 'text': {
      const home = first && !quoted && /^~(?=\/|$)/.test(part.text)
      const text = home ? `${variables.get('HOME') ?? ''}${part.text.slice(1)}` : part.text
      return [{ text, quoted, split: false }]
    }
    case 'command':
      return shell.output(part.body).then((text) => [{ text: text.replace(/\n+$/, ''), quoted, split: true }])
    case 'arithmetic':
      return expandText(part.expression, shell).then((expression) => {
        const value = arithmetic(expression, (name) => variables.get(name) ?? '0')
        return [{ text: String(value), quoted, split: true }]
      })
    case 'parameter':
      return parameterPieces(part.parameter, quoted, shell)
    default:
      return part satisfies never
  }
}

function parameterPieces(parameter: Parameter, quoted: boolean, shell: Expansion): Piece[] | Promise<Piece[]> {
  const { name, operator, length } = parameter
  if ((name === '@' || name === '*') && operator === '' && !length) {
    const words = shell.state.positional
    if (name === '*' && quoted) return [{ text: words.join(' '), quoted, split: false }]
    return words.map((text, index) => ({ text, quoted, split: !quoted, breaks: index < words.length - 1 }))
  }
  const value = parameterValue(name, shell.state)
  if (length) return [{ text: String([...(value ?? '')].length), quoted, split: true }]
  if (value === undefined && operator === '' && shell.state.options.has('nounset'))
    throw new SyntaxTrouble(`${name}: unbound variable`)
  if (operator === '') return [{ text: value ?? '', quoted, split: true }]
  return operated(parameter, value, quoted, shell)
}

async function operated(
  { name, operator, argument }: Parameter,
  value: string | undefined,
  quoted: boolean,
  shell: Expansion,
): Promise<Piece[]> {
  const missing = value === undefined || (operator.startsWith(':') && value === '')
  const piece = (text: string): Piece[] => [{ text, quoted, split: true }]
  const instead = async (): Promise<Piece[]> =>
    (await pieces(argument, shell)).map((each) => ({ ...each, quoted: each.quoted || quoted, split: !quoted }))
  switch (operator) {
    case ':-':
    case '-':
      return missing ? instead() : piece(value)
    case ':+':
    case '+':
      return missing ? piece('') : instead()
    case ':=':
    case '=': {
      if (!missing) return piece(value)
      const text = await expandText(argument, shell)
      shell.state.variables.set(name, text)
      return piece(text)
    }
    case ':?':
    case '?':
      if (!missing) return piece(value)
      throw new SyntaxTrouble(`${name}: ${(await expandText(argument, shell)) || 'parameter not set'}`)
    default:
      return piece(trimmed(value ?? '', operator, await expandPattern(argument, shell)))
  }
}
