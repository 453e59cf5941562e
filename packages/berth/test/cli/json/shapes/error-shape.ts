import type { ErrorJson, ErrorKind, ProblemJson, ToldCommand } from 'berth-cluster'
import {
  about,
  byName,
  defined,
  integer,
  list,
  nullable,
  object,
  optional,
  type Shape,
  text,
  truth,
  words,
} from './shape.js'

const command = object<ToldCommand>({
  id: about('Id of the declared command.', text),
  hosts: about('Where it is run; null for the machine that runs Berth.', nullable(list(text))),
  run: about('The command line, for any shell.', text),
})

const problem = object<ProblemJson>({
  file: nullable(text),
  line: nullable(integer),
  column: nullable(integer),
  path: about('Keys joined by `/`; empty for the file as a whole.', text),
  message: text,
  text: about('All of it: `file:line:column path: message`.', text),
})

/** An error within another value. */
export const error: Shape<ErrorJson> = defined('error')

/** An error, as it stands in `$defs`. */
export const errorShape: Shape<ErrorJson> = object<ErrorJson>({
  name: about('Name of the class of the error: `BerthError`, `HostsError`, `RefusalError`, …', text),
  code: about('Stable code; the page of error codes has them all, and there may be more later.', {
    schema: { type: 'string', pattern: '^BERTH_[A-Z_]+$' },
  }),
  kind: about(
    'The kind of trouble, which decides the exit code: usage 2, unreachable 4, refused 3, failed 1, interrupted 130.',
    words<ErrorKind>({ usage: 2, unreachable: 4, refused: 3, failed: 1, interrupted: 130 }),
  ),
  host: about('Null where the error is of no host, or of several.', nullable(text)),
  hosts: about('All hosts that the error is of.', list(text)),
  operation: about('What was being done.', text),
  message: about('What was seen, without host, operation and remedy.', text),
  remedy: about('What to do next; null where nothing is known.', nullable(text)),
  commands: about('The commands of the remedy, in their order.', list(command)),
  retryable: about('Whether doing the very same again is safe and may succeed.', truth),
  output: about('What the program that failed had printed; null where the message shows all of it.', nullable(text)),
  failures: optional(about("Each failing host's own error.", byName(error))),
  leftBehind: optional(about('Hosts on which something was left behind, with why.', byName(error))),
  kept: optional(about('Ids of the containers that stay, by host.', byName(text))),
  cause: optional(about('The failure that came first.', error)),
  unreachable: optional(about('Hosts of a refusal that could not be reached.', list(text))),
  problems: optional(about('Everything that is wrong in a cluster file.', list(problem))),
})
