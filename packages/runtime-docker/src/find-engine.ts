import { randomUUID } from 'node:crypto'
import { BerthError, type HostConnection, parseSections, type Trouble } from '@berth/core/adapter'
import { chooseEngine } from './choose-engine.js'
import type { Dialect } from './dialect.js'
import { type Engine, engineOf } from './engine.js'
import { observeCommand } from './observe-script.js'
import { incomplete } from './parse.js'

/**
 * Finds a host's engine for a call that no observation came before; where there are two, the one that holds the container of this
 * name or id. Rejects with `BERTH_ENGINE_UNAVAILABLE`.
 */
export async function findEngine(dialect: Dialect, host: HostConnection, nameOrId: string): Promise<Engine> {
  const nonce = randomUUID()
  const query = { name: '', image: '', privilege: 'auto' } as const
  const { stdout, endedBy } = await host.exec(observeCommand(dialect, query, nonce), { timeout: 60_000 })
  const sections = endedBy === 'exit' ? parseSections(stdout, nonce) : null
  if (sections === null) throw notFound(host.host, incomplete)
  const choice = chooseEngine(dialect, sections, { nameOrId, privilege: query.privilege })
  if ('trouble' in choice) throw notFound(host.host, choice.trouble)
  return engineOf(dialect, choice.look.reachedBy, choice.look.info)
}

function notFound(host: string, { reason, remedy }: Trouble): BerthError {
  return new BerthError({ code: 'BERTH_ENGINE_UNAVAILABLE', host, operation: 'find engine', message: reason, remedy })
}
