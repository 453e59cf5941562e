import { BerthError, type ExitCode } from '@berth/core'
import type { CliEnvironment } from '../environment.js'
import { Answer } from './answer.js'
import type { Subcommand } from './answers.js'
import { jsonLine, jsonText } from './json-text.js'
import { unknownMembers } from './unknown-members.js'

/**
 * Says with --json that the command line cannot be understood, which was told on standard error already. Gives the exit
 * code.
 */
export function answerWrongUse(
  message: string,
  words: readonly string[],
  { stdout }: Pick<CliEnvironment, 'stdout'>,
): ExitCode {
  const exitCode = 2
  const end = words.indexOf('--')
  const own = end === -1 ? words : words.slice(0, end)
  if (!own.includes('--json')) return exitCode
  const answer = new Answer(subcommandOf(own))
  answer.failed(
    new BerthError({
      code: 'BERTH_CONFIG_INVALID',
      operation: 'read the command line',
      message: message.replace(/^error: /, ''),
    }),
  )
  stdout.write((own.includes('--stream') ? jsonLine : jsonText)(answer.envelope(exitCode)))
  return exitCode
}

function subcommandOf(words: readonly string[]): Subcommand {
  const [first = ''] = words
  if (first === 'exec' && words.includes('--detach')) return 'exec --detach'
  const named = Object.keys(unknownMembers).find((name): name is Subcommand => name === first)
  return named ?? 'berth'
}
