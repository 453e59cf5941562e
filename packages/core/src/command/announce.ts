import type { Command } from '../contract/command.js'
import { asArgv } from './as-argv.js'
import { programs } from './programs.generated.js'

/**
 * An argument vector that prints the announcement on both streams, takes the environment from the first line of
 * standard input if it is to, then becomes the command.
 */
export function announced(announcement: string, command: Command, takesEnvironment = false): readonly string[] {
  return words(programs['command/announce'], announcement, command, takesEnvironment)
}

/** An argument vector that announces a command in the same way, runs it, and then tells of its end on both streams. */
export function attended(announcement: string, command: Command, takesEnvironment = false): readonly string[] {
  return words(programs['command/attend'], announcement, command, takesEnvironment)
}

function words(program: string, announcement: string, command: Command, takesEnvironment: boolean): readonly string[] {
  return ['sh', '-c', program, announcement, takesEnvironment ? 'yes' : 'no', ...asArgv(command)]
}
