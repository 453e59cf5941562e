import type { Builtin } from './builtin.js'
import { isName } from './is-name.js'

/** `read [-r] NAME…`: one line, and not a byte more. */
export const read: Builtin = async ({ process, state }, [, ...args]) => {
  const raw = args[0] === '-r'
  const names = raw ? args.slice(1) : args
  const other = names.find((name) => !isName(name))
  if (other !== undefined) return process.fail(`${state.name}: read: ${other}: not a name`, 2)
  const bytes: number[] = []
  let ended = false
  for (;;) {
    const [byte] = (await process.read(0, 1)) ?? []
    ended = byte === undefined
    if (byte === undefined || byte === 0x0a) break
    bytes.push(byte)
  }
  const line = Buffer.from(bytes).toString('utf8')
  const text = raw ? line : line.replace(/\\(.)/g, '$1')
  const separators = state.variables.get('IFS') ?? ' \t\n'
  const values = separators === '' ? [text] : split(text, separators, names.length)
  for (const [index, name] of (names.length === 0 ? ['REPLY'] : names).entries())
    state.variables.set(name, values[index] ?? '')
  return ended ? 1 : 0
}

/** So many words at most; the last one has all that is left. */
function split(text: string, separators: string, count: number): string[] {
  const set = `[${separators.replace(/[\\\]^-]/g, '\\$&')}]`
  let rest = text.replace(new RegExp(`^${set}+|${set}+$`, 'gu'), '')
  const words: string[] = []
  while (words.length < count - 1) {
    const [word = ''] = rest.split(new RegExp(set, 'u'), 1)
    words.push(word)
    rest = rest.slice(word.length).replace(new RegExp(`^${set}+`, 'u'), '')
  }
  return [...words, rest]
}
