import type { Command, LeftProcess } from '../contract/command.js'
import { asArgv } from './as-argv.js'
import { programs } from './programs.generated.js'

/**
 * Name of the environment variable by which a command's whole process tree is found, children that left its session
 * included. The programs for detached commands and for sshd name it too.
 */
export const tagVariable = 'BERTH_EXEC'

/** Hundredths of a second between SIGTERM and SIGKILL, as programs take it. */
export const grace = '200'

/** The environment variable that a command's whole tree has. */
export function tagAssignment(tag: string): string {
  return `${tagVariable}=${tag}`
}

/** The announcement of the command that has this tag. */
export function announcementOf(tag: string): string {
  return `berth-${tag}`
}

/** The line by which a program says that nothing is left of the tree of the command with this announcement. */
export function endedLine(announcement: string): string {
  return `\n${announcement} ended\n`
}

/**
 * What a program that was to end the tree of the command with this announcement says that it found left, a line for
 * each process; null if it says that nothing is left. Where several have looked, one after the other, the last one has
 * the word.
 */
export function leftOf(said: string, announcement: string): readonly LeftProcess[] | null {
  if (said.includes(endedLine(announcement))) return null
  const [, ...looks] = said.split(`\n${announcement} not ended\n`)
  const last = (looks.at(-1) ?? '').split('\n')
  return last.flatMap((line) => {
    const [before, after] = line.split(`${announcement} left `, 2)
    const [, process, user = '', command = ''] = /^(\d{1,10}) (\S*) (.*)$/.exec(after ?? '') ?? []
    if (before !== '' || process === undefined) return []
    // A program gives itself any name.
    const name = command.replaceAll(/\p{C}/gu, '\ufffd')
    return [{ process: Number(process), command: name || null, user: user === '' || user === '-' ? null : user }]
  })
}

/**
 * An argument vector that ends the tree of the command with this tag: SIGTERM, then SIGKILL after the grace. Prints
 * {@link endedLine} once nothing is left, and otherwise what {@link leftOf} reads.
 */
export function terminate(tag: string): readonly string[] {
  return ['sh', '-c', programs['command/terminate'], tagAssignment(tag), grace, 'yes', '']
}

/** The process that announced a command, and is the command since. */
export interface FirstProcess {
  readonly process: number
  /** Milliseconds for which the process is known to have been there: another of the same number would be younger. */
  readonly age: number
}

/** An argument vector that runs a command on a host, and another one if that one fails. */
export function either(first: readonly string[], other: readonly string[]): readonly string[] {
  return ['sh', '-c', programs['command/either'], 'berth-either', String(first.length), ...first, ...other]
}

/**
 * An argument vector that ends an inner command, which gets 6 s for it, then the tree on the host, by root too where
 * the login user may not end all of it and has `sudo -n`. Prints what the terminator prints, then the same of the tree
 * on the host. `first` is the tree's first process on the host, which may have become a program of another user.
 * Default is not known.
 */
export function endTree(
  tag: string,
  terminator: Command | undefined,
  first: FirstProcess | null = null,
): readonly string[] {
  return [
    'sh',
    '-c',
    programs['command/end-tree'],
    'berth-end',
    tagAssignment(tag),
    first === null ? '' : `${first.process}-${Math.floor(first.age / 10)}`,
    grace,
    programs['command/terminate'],
    ...wordsOf(terminator),
  ]
}

/**
 * The words that end an inner command, for a program that is given the program that ends a tree before them: that one
 * is long, and need not stand in a command line more than once.
 */
export function wordsOf(terminator: Command | undefined): readonly string[] {
  if (terminator === undefined) return []
  return asArgv(terminator).map((word) => (word === programs['command/terminate'] ? 'berth-same-program' : word))
}
