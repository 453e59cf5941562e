import type { Command } from '../contract/command.js'
import { asArgv } from './as-argv.js'
import { programs } from './programs.generated.js'

/** An argument vector that prints the announcement on both streams, then becomes the command. */
export function announced(announcement: string, command: Command): readonly string[] {
  return ['sh', '-c', programs['command/announce'], announcement, ...asArgv(command)]
}
