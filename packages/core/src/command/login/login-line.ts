import { WrongUseError } from '../../errors/index.js'
import { octalBytes } from '../../errors/texts/octal-bytes.js'
import { commandLine, quote, refuseUnfit } from '../quote.js'
import { rememberLong } from './remember-long.js'

/** Longest command line that Linux passes as one argument, in bytes (MAX_ARG_STRLEN, less its NUL). */
const longestArgument = 131_071

/**
 * A command line that every login shell reads alike: bash, dash, fish, tcsh, zsh, busybox ash, in any locale. All that
 * they read in ways of their own (newlines, `!`, quotes, backslashes, bytes beyond ASCII) is written for a `printf`,
 * whose output an `sh` evaluates in place of the login shell. A program for `sh` is evaluated by this very `sh`; any
 * other command takes its place, so that a signal to it stays a signal. `exported` goes into the environment, and can
 * be seen by every user of the host meanwhile.
 *
 * Throws `TypeError` for a command without words, for a NUL, for half of a surrogate pair, and for a line that is too
 * long for the host's kernel.
 */
export function loginLine(argv: readonly string[], exported: Readonly<Record<string, string>> = {}): string {
  const assignments = Object.entries(exported).map(([name, value]) => ` ${name}=${asFormat(quote(value))}`)
  const environment = assignments.length === 0 ? '' : `export${assignments.join('')}${asFormat('\n')}`
  const { name, setup, program } = formatsOf(argv)
  const line = `exec sh -c 'eval "$(printf "$1$2")"' ${name} '${environment}${setup}' '${program}'`
  if (line.length > longestArgument) {
    throw new WrongUseError(
      `The command is ${line.length} bytes long as a login shell is given it and a host takes ${longestArgument}: send the bulk on standard input`,
    )
  }
  return line
}

/** What a shell that has the name evaluates to run a command, in two parts, each as a format of `printf`. */
function formatsOf(argv: readonly string[]): {
  readonly name: string
  readonly setup: string
  readonly program: string
} {
  const [shell, option, program = '', name = '', ...words] = argv
  if (shell !== 'sh' || option !== '-c' || !plainName.test(name)) {
    return { name: 'berth-command', setup: asFormat(`exec ${commandLine(argv)}`), program: '' }
  }
  const setup = `set -- ${words.map(wordFormat).join(' ')}${asFormat('\n')}`
  return { name, setup, program: programFormat(program) }
}

const wordFormat = rememberLong((word) => asFormat(quote(word)))

const programFormat = rememberLong((program) => {
  refuseUnfit(program)
  return asFormat(program)
})

/** A name that every shell reads as one word, whatever its options. */
const plainName = /^\w[\w.=-]*$/

/** A text as a format of `printf`, all of it printable, that every shell reads alike between single quotes. */
function asFormat(text: string): string {
  return text.replace(/[^ -~]|['!%\\]/gu, (character) => escapes[character] ?? octalBytes(character))
}

/** What programs have hundreds of, ready made; any other character by its bytes. */
const escapes: Readonly<Record<string, string>> = {
  '%': '%%',
  '\n': '\\n',
  '!': '\\041',
  "'": '\\047',
  '\\': '\\134',
}
