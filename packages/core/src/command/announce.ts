import type { Command } from '../contract/command.js'
import { asArgv } from './as-argv.js'
import { programs } from './programs.generated.js'

/**
 * An argument vector that prints the announcement on both streams, waits for the go line if it is to, then becomes the
 * command. Exits with 125 where the go line does not come.
 */
export function announced(announcement: string, command: Command, waits = false): readonly string[] {
  return words(programs['command/announce'], announcement, command, waits)
}

/** An argument vector that announces a command in the same way, runs it, and then tells of its end on both streams. */
export function attended(announcement: string, command: Command, waits = false): readonly string[] {
  return words(programs['command/attend'], announcement, command, waits)
}

function words(program: string, announcement: string, command: Command, waits: boolean): readonly string[] {
  return ['sh', '-c', program, announcement, waits ? 'yes' : 'no', ...asArgv(command)]
}
