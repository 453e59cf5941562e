import type { CommandEnvironment, CommandInput } from '../../contract/command.js'
import { environmentLine } from './environment-line.js'

/**
 * Whether a command begins only once its go line has come: one that gets an environment or input does. The go line is
 * sent after the announcement, so that a command to which none was sent was provably not begun. Any other command
 * begins at once, which saves it a round trip.
 */
export function waitsForGoLine(env: CommandEnvironment = {}, stdin: CommandInput = ''): boolean {
  return Object.keys(env).length > 0 || !isEmpty(stdin)
}

/**
 * The first line of standard input of a command that waits for it, with its newline: a shell's assignments of the
 * environment, or its way to do nothing.
 */
export function goLine(env: CommandEnvironment = {}): string {
  return environmentLine(env) || ':\n'
}

/** Whether an input has nothing in it, as far as can be told without asking. */
function isEmpty(input: CommandInput): boolean {
  return (typeof input === 'string' || input instanceof Uint8Array) && input.length === 0
}
