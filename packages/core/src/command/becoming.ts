import type { Command } from '../contract/command.js'
import { WrongUseError } from '../errors/index.js'

/**
 * A command as Berth's programs take it that become it.
 *
 * Throws `TypeError` for an empty vector.
 */
export function becoming(command: Command): readonly string[] {
  if (typeof command === 'string') return ['shell', command]
  if (command.length === 0) throw new WrongUseError('A command needs at least one word')
  return ['words', ...command]
}
