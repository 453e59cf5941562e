import { randomUUID } from 'node:crypto'
import { type HostConnection, operationError, parseSections, runOperation } from '@berth/core/adapter'
import { chooseEngine } from './choose-engine.js'
import type { Dialect } from './dialect.js'
import { type Engine, engineOf } from './engine.js'
import { engineSaid } from './engine-words.js'
import { observeCommand } from './observe-script.js'
import { incomplete } from './parse.js'

/**
 * Finds a host's engine for a call that no observation came before; where there are two, the one that holds the container of this
 * name or id. Rejects with `BERTH_ENGINE_UNAVAILABLE`.
 */
export async function findEngine(dialect: Dialect, host: HostConnection, nameOrId: string): Promise<Engine> {
  const nonce = randomUUID()
  const query = { name: '', image: '', privilege: 'auto' } as const
  const operation = {
    code: 'BERTH_ENGINE_UNAVAILABLE',
    host: host.host,
    operation: 'find engine',
    effect: 'none',
    afterwards: `Look at the load of the host and its disks, and at ${dialect.title}.`,
  } as const
  const command = observeCommand(dialect, query, nonce)
  const { stdout, stderr } = await runOperation(host, operation, command, { timeout: 60_000 }, engineSaid)
  const sections = parseSections(stdout, nonce)
  if (sections === null) {
    const said = engineSaid(stderr)
    throw operationError(operation, {
      reason: said === '' ? incomplete.reason : `${incomplete.reason}: ${said}`,
      remedy: incomplete.remedy,
    })
  }
  const choice = chooseEngine(dialect, sections, { nameOrId, privilege: query.privilege })
  if ('trouble' in choice) throw operationError(operation, choice.trouble)
  return engineOf(dialect, choice.look.reachedBy, choice.look.info)
}
