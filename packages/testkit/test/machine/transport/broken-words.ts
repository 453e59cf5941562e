import { firstPiece, isSource, untilItFails, wholeOf } from '../../broken-sources.js'
import { withoutFormer } from '../../without-former.js'
import { type Break, exec, options, result, without, words } from './altered.js'

const expandHome = (word: string): string => word.replace('$HOME', '/root')

const readAhead = exec(async (sound, command, given = {}) =>
  sound(command, isSource(given.stdin) ? { ...given, stdin: await wholeOf(given.stdin) } : given),
)

/** Broken in what reaches a command. */
export const brokenWords: Readonly<Record<string, Break>> = {
  'passes every argument as it is': words(expandHome),
  'passes every argument as it is under a timeout': words(expandHome, (given) => given?.timeout !== undefined),
  'runs a string as a shell program, every byte of it': exec((sound, command, given) =>
    sound(typeof command === 'string' ? command.replaceAll('\\', '') : command, given),
  ),
  'runs a string by bash where the host has it': exec((sound, command, given) =>
    sound(typeof command === 'string' ? ['sh', '-c', command] : command, given),
  ),
  'passes an argument of 100,000 bytes': words((word) => word.slice(0, 65_536)),
  'refuses a command that is longer than a host takes, and goes on': words((word) => word.slice(0, 100_000)),
  'refuses what no command can be: no words, a NUL byte, half of a surrogate pair': words((word) =>
    word.replaceAll(/\0|\p{Surrogate}/gu, ''),
  ),
  'gives a megabyte of standard input, byte for byte, and then its end': options((given) => ({
    ...given,
    ...(given.stdin instanceof Uint8Array && { stdin: given.stdin.subarray(0, 65_536) }),
  })),
  'gives text as UTF-8 on standard input': options((given) => ({
    ...given,
    ...(typeof given.stdin === 'string' && { stdin: Buffer.from(given.stdin, 'latin1') }),
  })),
  'gives an empty standard input where there is none': options((given) => ({ stdin: 'inherited\n', ...given })),
  'lets a command leave its standard input unread': result(({ exitCode }) =>
    exitCode === 4 ? { exitCode: null, signal: 'SIGPIPE', endedBy: 'signal' } : {},
  ),
  'reads standard input from a source piece by piece, and gives its end': options((given) => ({
    ...given,
    ...(isSource(given.stdin) && { stdin: firstPiece(given.stdin) }),
  })),
  'asks a source of standard input for no more than the command reads, and lets go of it': readAhead,
  'ends a command whose source of standard input fails, and rejects with its error': options((given) => ({
    ...given,
    ...(isSource(given.stdin) && { stdin: untilItFails(given.stdin) }),
  })),
  'sets the environment of the command over what it inherits': options((given) => without(given, 'env')),
  'extends what the command inherits where its environment says so': options((given) => ({
    ...given,
    ...(given.env && { env: withoutFormer(given.env) }),
  })),
  'gives the command its public environment, under its own': options((given) => without(given, 'publicEnv')),
  'keeps the environment of the command out of every argument list': exec((sound, command, given = {}) => {
    const assignments = Object.entries(given.env ?? {}).map(([name, value]) => `${name}=${value}`)
    const argv = typeof command === 'string' ? ['sh', '-c', command] : command
    // Not `env` itself, which is gone at once: a shell that stays.
    const inShell = ['sh', '-c', 'env "$1" "$2" "$3" "$4"; :', 'sh', ...assignments, ...argv]
    return assignments.length === 0 ? sound(command, given) : sound(inShell, without(given, 'env'))
  }),
  'refuses a name that no variable can have': options((given) => ({
    ...given,
    env: Object.fromEntries(Object.entries(given.env ?? {}).filter(([name]) => /^[A-Z]+$/.test(name))),
  })),
}
