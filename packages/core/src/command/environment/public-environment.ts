import type { Command, CommandEnvironment, ExecOptions } from '../../contract/command.js'
import { waitsForGoLine } from './go-line.js'

/** How the variables of a command get to it. */
export interface SentEnvironment {
  /** Variables that stand in the command line. */
  readonly variables: Readonly<Record<string, string>>
  /** Variables that stand in the go line. */
  readonly env: CommandEnvironment
}

/**
 * Room for variables in a command line, in bytes, less four for each of the command's own, which is how long a login
 * line can make them: far below what a host takes.
 */
const room = 65_536

/**
 * Decides how a command gets its public variables: in its command line, so that the command need not wait for them, or
 * in the go line where the command waits for that in any case, or where the variables might make the line too long.
 */
export function sendEnvironment(
  command: Command,
  { env = {}, publicEnv = {}, stdin }: Pick<ExecOptions, 'env' | 'publicEnv' | 'stdin'>,
): SentEnvironment {
  const fits = 4 * bytesOf(command) + bytesOf(Object.entries(publicEnv).flat()) < room
  if (fits && !waitsForGoLine(env, stdin)) return { variables: publicEnv, env }
  return { variables: {}, env: { ...publicEnv, ...env } }
}

function bytesOf(command: Command): number {
  const texts = typeof command === 'string' ? [command] : command
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0)
}
