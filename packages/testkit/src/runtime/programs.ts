import { randomInt } from 'node:crypto'
import type { Command } from '@berth/core/adapter'

/** The text of {@link programs.processesWith}; an engine that is simulated may answer for it as a whole. */
const findProcesses = `for process in /proc/[0-9]*; do
  line=$(tr '\\0' ' ' <"$process/cmdline") || continue
  case $line in *"$1$2"*) printf '%s: %s\\n' "$process" "$line" ;; esac
done 2>/dev/null
exit 0`

/**
 * Every program that the suite runs in containers and on the host, so that an engine which is simulated can see what it must understand.
 * Nothing here needs more than a POSIX shell and the small programs of BusyBox.
 */
export const programs = {
  /** Prints each word, then a bar. */
  printWords: (words: readonly string[]): Command => ['printf', '%s|', ...words],
  /** Prints variables of the environment, each followed by a bar. */
  printVariables: (names: readonly string[]): Command => `printf '%s|' ${names.map((name) => `"$${name}"`).join(' ')}`,
  /** Expansions and quotes that the shell in the container reads, once. */
  readByShell: `A=in; printf '%s' "$A" '$A "\\' "it's"; echo " $(echo sub)" && echo and || echo never` as Command,
  /** Different words on the two streams, and an exit code. */
  bothStreams: (out: string, err: string, code: number): Command => `echo ${out}; echo ${err} >&2; exit ${code}`,
  exit: (code: number): Command => `exit ${code}`,
  killItself: 'kill -KILL $$' as Command,
  noSuchProgram: ['/no/such/program'] as Command,
  checksum: ['sha256sum'] as Command,
  /** Stays a second without a look at its standard input. */
  leaveInput: ['sleep', '1'] as Command,
  countBytes: ['wc', '-c'] as Command,
  /** That many NUL bytes, then a word on the other stream. */
  zeros: (bytes: number): Command => `head -c ${bytes} /dev/zero; echo end >&2`,
  /** Prints the lines one after the other, with time to tell them apart. */
  lines: 'echo one; echo two >&2; echo three; echo four >&2' as Command,
  userId: ['id', '-u'] as Command,
  workingDirectory: ['pwd'] as Command,
  makeFolder: (path: string): Command => ['mkdir', '-p', path],
  removeFolder: (path: string): Command => ['rm', '-r', path],
  /** Writes text to a file; its folder is made. */
  write: (path: string, text: string): Command => [
    'sh',
    '-c',
    'mkdir -p "$1" && printf %s "$3" >"$1/$2"',
    'sh',
    path.slice(0, path.lastIndexOf('/')),
    path.slice(path.lastIndexOf('/') + 1),
    text,
  ],
  read: (path: string): Command => ['cat', path],
  exists: (path: string): Command => ['test', '-e', path],
  /** Says that it is up, then never ends by itself: its children leave the session, and neither it nor they heed SIGTERM. */
  tree: (mark: ProcessMark): Command => {
    const child = `sh -c "trap '' TERM; sleep ${mark.whole}; sleep ${mark.whole}"`
    return `trap '' TERM; setsid ${child} & nohup ${child} >/dev/null 2>&1 & sleep ${mark.whole} & echo up; wait`
  },
  /** Prints a line per process with the mark in its command line. The mark is given in two words, so that no process finds itself. */
  processesWith: ({ halves }: ProcessMark): Command => ['sh', '-c', findProcesses, 'berth-find', ...halves],
}

/** By what processes are found: a number of seconds that nobody else sleeps for. */
export interface ProcessMark {
  readonly whole: string
  readonly halves: readonly [string, string]
}

/** A new mark. */
export function newMark(): ProcessMark {
  const [first, second] = [String(randomInt(1000, 10_000)), String(randomInt(10_000, 100_000))]
  return { whole: first + second, halves: [first, second] }
}
