import type { Command } from '@berth/core/adapter'

/*
 * Every program that the suite runs on a host is here, in plain words of sh and coreutils, so that a simulated host can be taught them.
 */

/** Ends with an exit code, after a line on each stream. */
export const exitWith = (code: number): Command => ['sh', '-c', `echo out; echo err >&2; exit ${code}`]

/** A shell program of one word. */
export const exitProgram = (code: number): Command => `exit ${code}`

/** Ends itself by a signal: `KILL`, `TERM`. */
export const killItself = (signal: string): Command => ['sh', '-c', `kill -${signal} $$`]

/** A file that is not there, and one that is no program. */
export const missingProgram: Command = ['/no/such/program']
export const forbiddenProgram: Command = ['/tmp']

/** Prints its arguments, each with a NUL after it. */
export const printWords = (words: readonly string[]): Command => ['printf', '%s\\0', ...words]

/** The same as a shell program, each word quoted as POSIX says. */
export const printQuotedWords = (words: readonly string[]): Command =>
  `printf '%s\\0' ${words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')}`

/** A shell program of pipes, variables, quotes and substitutions, and what it prints. */
export const shellProgram: Command = `x='a  b'; if test "$x" = 'a  b' && true; then echo "$x" | cat; fi; echo "$(echo in)side"`
export const shellProgramOutput = 'a  b\ninside\n'

/** Succeeds where there is a bash; and what only bash understands. */
export const findBash: Command = ['sh', '-c', 'command -v bash']
export const bashProgram: Command = '[[ xy == x* ]] && echo bash'

/** Three lines, the second on standard error. */
export const bothStreams: Command = ['sh', '-c', 'echo one; echo two >&2; echo three']

/** The numbers from 1 on, a line each, on both streams. */
export const countOnBoth = (last: number): Command => [
  'sh',
  '-c',
  `n=1; while [ $n -le ${last} ]; do echo $n; echo $n >&2; n=$((n + 1)); done`,
]

/** Prints a line and then sleeps for a long time. */
export const printAndSleep = (mark: string): Command => ['sh', '-c', `echo up; sleep ${mark}; :`]

/** Its first process ends with 3 at once, and a child of it prints on. */
export const lateOutput: Command = ['sh', '-c', '(sleep 0.3; echo late) & echo early; exit 3']

/** The three bytes of a euro sign, the last one by itself a while later; then a byte that is no UTF-8. */
export const slowEuro: Command = ['sh', '-c', "printf '\\342\\202'; sleep 0.2; printf '\\254'; printf '\\377'"]

/** Bytes of zero on standard output, then a line on standard error. */
export const zeros = (bytes: number): Command => ['sh', '-c', `head -c ${bytes} /dev/zero; echo end >&2`]

/** Digest of standard input; what comes from it, and a line; nothing of it. */
export const digestInput: Command = ['sha256sum']
export const copyInput: Command = ['sh', '-c', 'cat; echo end']
export const ignoreInput: Command = ['sh', '-c', 'exit 4']

/** The value of a variable, and whether there is a PATH still. */
export const printVariable = (name: string): Command => ['sh', '-c', `printf %s "$${name}"; test -n "$PATH"`]

/** Sleeps, in seconds. */
export const sleepFor = (seconds: string): Command => ['sleep', seconds]

/** One line. */
export const print = (text: string): Command => ['echo', text]

/**
 * Prints `up` and stays: children that left its session and its terminal, and that ignore SIGTERM as it does. `sleep` and the shells have the
 * mark in their command lines.
 */
export const stubbornTree = (mark: string): Command => {
  const child = `sh -c 'trap "" TERM; sleep ${mark}; :'`
  return ['sh', '-c', `trap '' TERM; setsid ${child} & nohup ${child} >/dev/null 2>&1 & ${child} & echo up; wait`]
}

/** Does nothing, with the mark in its command line. */
export const nothingMarked = (mark: string): Command => ['true', mark]

/** Prints an announcement on both streams after noise on both, then works and stays or ends. */
export const announce = (announcement: string, rest: string): Command => [
  'sh',
  '-c',
  `echo noise; echo noise >&2; printf '\\n%s\\n' "$0"; printf '\\n%s\\n' "$0" >&2; ${rest}`,
  announcement,
]

/** Says why on standard error and fails, as an engine that could not start a command does. */
export const refuseToStart: Command = ['sh', '-c', 'echo "engine is down" >&2; exit 126']

/** Appends a line to a file; prints that it did and sleeps. */
export const appendLine = (path: string): Command => ['sh', '-c', 'echo line >>"$1"', 'sh', path]
export const appendLineAndSleep = (path: string, mark: string): Command => [
  'sh',
  '-c',
  `echo line >>"$1"; echo up; sleep ${mark}; :`,
  'sh',
  path,
]

/** Folders and what is in them, names one to a line; permission bits of a file, in octal. */
export const makeFolder = (path: string): Command => ['mkdir', path]
export const listFolder = (path: string): Command => ['ls', '-A', path]
export const modeOf = (path: string): Command => ['stat', '-c', '%a', path]
export const removeTree = (path: string): Command => ['rm', '-rf', path]

/** Processes whose command line has what is on standard input, which is in no command line of this program's own: a path of /proc to a line. */
export const findProcesses: Command = ['sh', '-c', 'grep -lsF -f - /proc/[0-9]*/cmdline; true']

/** A line now and then, for two seconds. */
export const printNowAndThen: Command = ['sh', '-c', 'for n in 1 2 3 4; do echo $n; sleep 0.5; done']
