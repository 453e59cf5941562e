/** What the first line of a script asks to be run by. */
export type InterpreterLine =
  | {
      readonly runs: 'bash'
      /** Options of bash, with blanks between; empty for none. */
      readonly options: string
    }
  /** A program that bash is no stand-in for. */
  | { readonly runs: 'another'; readonly interpreter: string }
  /** Bash with words that are not for a script that bash is given as an argument. */
  | { readonly runs: 'bash with more'; readonly words: string }

/** Shells whose scripts bash runs as their authors mean them. */
const shells: readonly string[] = ['bash', 'sh', 'dash', 'ash']

/** Reads the first line of a script. A script without `#!` is for bash. */
export function interpreterLine(script: Buffer): InterpreterLine {
  const [, interpreter = '', rest = ''] = firstLine.exec(script.toString('latin1')) ?? []
  if (interpreter === '') return { runs: 'bash', options: '' }
  const name = interpreter.split('/').at(-1) ?? interpreter
  if (!shells.includes(name)) return { runs: 'another', interpreter: `${interpreter}${rest}`.trim() }
  const options = optionsOfBash(
    rest
      .trim()
      .split(/\s+/)
      .filter((word) => word !== ''),
  )
  return options === undefined ? { runs: 'bash with more', words: rest.trim() } : { runs: 'bash', options }
}

/** The interpreter, after the `env` that finds it, and what else is on the line. */
const firstLine = /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]*)?)?(\S+)([^\n]*)/

/**
 * Options that bash takes beside `-c`, in any number, then the dash that ends them; undefined where there is more. Not
 * taken: `-c`, `-s`, `-i`, `-D`, `-n`, `-r` and words that are no options.
 */
function optionsOfBash(words: readonly string[]): string | undefined {
  let count = 0
  for (let word = words[count]; word !== undefined; word = words[count]) {
    if (withName.test(word) && /^[a-z]+$/.test(words[count + 1] ?? '')) count += 2
    else if (alone.test(word)) count += 1
    else break
  }
  const [end = '-', ...more] = words.slice(count)
  return more.length === 0 && /^--?$/.test(end) ? words.slice(0, count).join(' ') : undefined
}

/** Options of which the last one takes the next word: `-eo pipefail`. */
const withName = /^-[abefhklmptuvxBCEHPT]*o$/

/** Options that take no word. */
const alone = /^(?:-[abefhklmptuvxBCEHPT]+|--(?:login|noprofile|norc|posix|verbose))$/
