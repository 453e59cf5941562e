import type { Command } from '../contract/command.js'
import { WrongUseError } from '../errors/index.js'
import { programs } from './programs.generated.js'

/**
 * A command as an argument vector: a shell string goes to bash where there is one, else to sh.
 *
 * Throws `TypeError` for an empty vector.
 */
export function asArgv(command: Command): readonly string[] {
  if (typeof command === 'string') return ['sh', '-c', programs['command/shell'], 'berth-shell', command]
  if (command.length === 0) throw new WrongUseError('A command needs at least one word')
  return command
}
