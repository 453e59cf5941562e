import type { CommandEnvironment, CommandInput, EnvironmentValue } from '../../contract/command.js'
import { WrongUseError } from '../../errors/index.js'
import { quote } from '../quote.js'
import { letSourceGo } from './let-source-go.js'

/** Longest variable that Linux passes to a program, its name included, in bytes (MAX_ARG_STRLEN, less its NUL). */
const longestVariable = 131_071

/**
 * A line, with its newline, that exports these variables in a shell whose `$1` is a newline: for standard input, as
 * what stands in an argument list can be read by every user of the host. Empty for an empty environment.
 *
 * Throws `TypeError` for a name that no shell has, for a NUL, for half of a surrogate pair, and for a variable that is
 * longer than a program can get, the former value that it extends left aside.
 */
export function environmentLine(env: CommandEnvironment): string {
  const assignments = Object.entries(env).map(([name, value]) => `command export ${assignment(name, value)}`)
  return assignments.length === 0 ? '' : `${assignments.join('; ')}\n`
}

/** Standard input with this line before it. */
export function withLine(line: string, input: CommandInput = ''): CommandInput {
  if (line === '') return input
  if (typeof input === 'string') return line + input
  if (input instanceof Uint8Array) return Buffer.concat([Buffer.from(line), input])
  return {
    [Symbol.asyncIterator]() {
      const source = input[Symbol.asyncIterator]()
      let first: Buffer | null = Buffer.from(line)
      return {
        async next() {
          const value = first
          first = null
          return value === null ? source.next() : { done: false, value }
        },
        // Whatever was read by then: a generator that was never asked would not tell the source.
        async return() {
          letSourceGo(input, source)
          return { done: true, value: undefined }
        },
      }
    },
  }
}

/** One word of the line, which has no newline of its own: a newline is the `$1` of the program that takes the line. */
function assignment(name: string, value: EnvironmentValue): string {
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw new WrongUseError(`${JSON.stringify(name)} is no name of an environment variable`)
  const { prepend, append } = typeof value === 'string' ? { prepend: value } : value
  const bytes = Buffer.byteLength([prepend, append].filter((text) => text !== undefined).join(':')) + name.length + 1
  if (bytes > longestVariable) {
    throw new WrongUseError(
      `The environment variable ${name} is ${bytes} bytes long and a program takes ${longestVariable}`,
    )
  }
  return `${name}=${valueWord(name, value)}`
}

/** The value as a part of a shell's word, with the former value of the variable where the value extends it. */
function valueWord(name: string, value: EnvironmentValue): string {
  if (typeof value === 'string') return quoted(value)
  const { prepend, append } = value
  if (prepend === undefined)
    return append === undefined ? `"\${${name}-}"` : `"\${${name}:+$${name}:}"${quoted(append)}`
  return `${quoted(prepend)}"\${${name}:+:$${name}}"${append === undefined ? '' : `:${quoted(append)}`}`
}

function quoted(text: string): string {
  return quote(text).replaceAll('\n', `'"$1"'`)
}
