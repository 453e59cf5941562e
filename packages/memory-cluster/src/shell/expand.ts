import type { Process } from '../os/process.js'
import { arithmetic } from './arithmetic.js'
import { glob } from './glob.js'
import { isPattern, matches, patternSource, quotedPattern } from './pattern.js'
import type { ShellState } from './state.js'
import { type List, type Parameter, SyntaxTrouble, type Word, type WordPart } from './syntax.js'

/** What expanding needs of its shell. */
export interface Expansion {
  readonly process: Process
  readonly state: ShellState
  /** What a command printed on standard output. */
  readonly output: (body: List) => Promise<string>
}

/** A piece of a word after its substitutions. `split`: blanks in it end a field. `breaks`: a field of its own begins after it. */
interface Piece {
  readonly text: string
  readonly quoted: boolean
  readonly split: boolean
  readonly breaks?: boolean
}

/** A word as one text, without splitting it and without looking for files. */
export async function expandText(word: Word, shell: Expansion): Promise<string> {
  return (await pieces(word, shell)).map(({ text, breaks }) => (breaks === true ? `${text} ` : text)).join('')
}

/** A word as a pattern, in which what was quoted stands for itself. */
export async function expandPattern(word: Word, shell: Expansion): Promise<string> {
  return (await pieces(word, shell)).map(({ text, quoted }) => (quoted ? quotedPattern(text) : text)).join('')
}

/** Words as the arguments that they become. */
export async function expandFields(words: readonly Word[], shell: Expansion): Promise<string[]> {
  const fields: string[] = []
  for (const word of words) fields.push(...(await expandWord(word, shell)))
  return fields
}

async function expandWord(word: Word, shell: Expansion): Promise<string[]> {
  const expanded = await pieces(word, shell)
  if (shell.state.positional.length === 0 && word.some(isArguments) && expanded.every(({ text }) => text === ''))
    return []
  // Most words are quoted whole, and so one field as they are.
  if (expanded.length > 0 && expanded.every(({ quoted, breaks }) => quoted && breaks !== true))
    return [expanded.map(({ text }) => text).join('')]
  const separators = shell.state.variables.get('IFS') ?? ' \t\n'
  const fields: { text: string; pattern: string }[] = []
  let current: { text: string; pattern: string } | null = null
  const end = (): void => {
    if (current !== null) fields.push(current)
    current = null
  }
  const add = (text: string, quoted: boolean): void => {
    const before: { text: string; pattern: string } = current ?? { text: '', pattern: '' }
    current = { text: before.text + text, pattern: before.pattern + (quoted ? quotedPattern(text) : text) }
  }
  for (const { text, quoted, split, breaks } of expanded) {
    if (!split || quoted) {
      if (text !== '' || quoted) add(text, quoted)
    } else {
      for (const [at, run] of splitFields(text, separators).entries()) {
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
  return fields.flatMap(({ text, pattern }) => {
    if (!isPattern(pattern) || shell.state.options.has('noglob')) return [text]
    const found = glob(shell.process.machine.files, shell.process.cwd, pattern)
    return found.length > 0 ? found : [text]
  })
}

/** Whether a part is `"$@"`, which is no word at all where there are no arguments. */
function isArguments(part: WordPart): boolean {
  return part.kind === 'parameter' && part.parameter.name === '@' && part.parameter.operator === ''
}

/** Whether the first separator, which the text begins with, is one that ends even an empty field. */
function beginsHard(text: string, separators: string): boolean {
  const [first = ''] = text.trimStart()
  return first !== '' && separators.includes(first)
}

/** Runs between separators; blanks among them count as one, anything else each for itself. */
function splitFields(text: string, separators: string): string[] {
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

async function pieces(word: Word, shell: Expansion): Promise<Piece[]> {
  const expanded: Piece[] = []
  for (const [index, part] of word.entries()) expanded.push(...(await piecesOf(part, index === 0, shell)))
  return expanded
}

async function piecesOf(part: WordPart, first: boolean, shell: Expansion): Promise<Piece[]> {
  const { quoted } = part
  switch (part.kind) {
    case 'text': {
      const home = first && !quoted && /^~(?=\/|$)/.test(part.text)
      const text = home ? `${shell.state.variables.get('HOME') ?? ''}${part.text.slice(1)}` : part.text
      return [{ text, quoted, split: false }]
    }
    case 'command':
      return [{ text: (await shell.output(part.body)).replace(/\n+$/, ''), quoted, split: true }]
    case 'arithmetic':
      return [{ text: String(evaluate(await expandText(part.expression, shell), shell.state)), quoted, split: true }]
    case 'parameter':
      return parameterPieces(part.parameter, quoted, shell)
    default:
      return part satisfies never
  }
}

/** The value of an arithmetic expression in a shell. */
export function evaluate(expression: string, state: ShellState): number {
  return arithmetic(expression, {
    get: (name) => state.variables.get(name) ?? '0',
    set: (name, value) => void state.variables.set(name, value),
  })
}

async function parameterPieces(parameter: Parameter, quoted: boolean, shell: Expansion): Promise<Piece[]> {
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
  return operated(parameter, value, quoted, shell)
}

function parameterValue(name: string, state: ShellState): string | undefined {
  if (/^[1-9]\d*$/.test(name)) return state.positional[Number(name) - 1]
  switch (name) {
    case '0':
      return state.name
    case '#':
      return String(state.positional.length)
    case '?':
      return String(state.status)
    case '$':
      return String(state.pid)
    case '!':
      return state.lastBackground
    case '-':
      return ''
    case '@':
    case '*':
      return state.positional.length === 0 ? undefined : state.positional.join(' ')
    default:
      return state.variables.get(name)
  }
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
    case '':
      return piece(value ?? '')
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
    case ':': {
      const [start = '0', count] = (await expandText(argument, shell)).split(':')
      const from = evaluate(start, shell.state)
      const rest = (value ?? '').slice(from)
      return piece(count === undefined ? rest : rest.slice(0, evaluate(count, shell.state)))
    }
    case '/':
    case '//':
      return piece(replaced(value ?? '', await expandPattern(argument, shell), operator === '//'))
    default:
      return piece(trimmed(value ?? '', operator, await expandPattern(argument, shell)))
  }
}

function replaced(value: string, argument: string, everywhere: boolean): string {
  const [, pattern = '', text = ''] = /^((?:\\.|[^/\\])*)(?:\/(.*))?$/s.exec(argument) ?? []
  return value.replace(new RegExp(patternSource(pattern), everywhere ? 'gu' : 'u'), () => text.replace(/\\(.)/gs, '$1'))
}

/** Without the shortest or longest beginning or end that matches. */
function trimmed(value: string, operator: string, pattern: string): string {
  const ends = Array.from({ length: value.length + 1 }, (_, index) => index)
  const fromStart = operator.startsWith('#')
  const long = operator.length === 2
  const order = fromStart === long ? ends.reverse() : ends
  const at = order.find((index) => matches(pattern, fromStart ? value.slice(0, index) : value.slice(index)))
  if (at === undefined) return value
  return fromStart ? value.slice(at) : value.slice(0, at)
}
