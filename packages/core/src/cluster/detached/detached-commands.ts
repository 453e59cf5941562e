import type { SeenCommand } from '../../detach/list-detached.js'
import type { BerthError } from '../../errors/index.js'
import type { HostOutcome } from '../../fanout/index.js'

/** The detached commands of one host; or why they cannot be told, which is not the same as none. */
export type DetachedOnHost =
  | { readonly commands: readonly SeenCommand[]; readonly error: null }
  | { readonly commands: null; readonly error: BerthError }

/** The detached commands of each host that was asked, in the order asked. */
export type DetachedCommands = ReadonlyMap<string, DetachedOnHost>

/** The commands that were listed on each host, or the error of the listing. */
export function detachedCommands(outcomes: ReadonlyMap<string, HostOutcome<readonly SeenCommand[]>>): DetachedCommands {
  return new Map(
    [...outcomes].map(([host, outcome]) => [
      host,
      outcome.ok ? { commands: outcome.value, error: null } : { commands: null, error: outcome.error },
    ]),
  )
}
