import { randomUUID } from 'node:crypto'
import { askForObservation, type HostConnection, type ObserveQuery, type RuntimeCallOptions } from '@berth/core/adapter'
import type { Dialect } from './dialect.js'
import { engineSaid } from './engine-words.js'
import { observeCommand } from './observe-script.js'
import { type Probed, parseProbe } from './parse.js'

/**
 * Looks at the named container in one round trip, or in two if the first meets it while it changes. Rejects with `BERTH_ABORTED` only.
 */
export async function observe(
  dialect: Dialect,
  host: HostConnection,
  query: ObserveQuery,
  options: RuntimeCallOptions,
): Promise<Probed> {
  const probed = await look(dialect, host, query, options)
  return probed.changing ? look(dialect, host, query, options) : probed
}

async function look(
  dialect: Dialect,
  host: HostConnection,
  query: ObserveQuery,
  options: RuntimeCallOptions,
): Promise<Probed> {
  const nonce = randomUUID()
  const words = { engine: dialect.title, said: engineSaid }
  const asked = await askForObservation(host, observeCommand(dialect, query, nonce), options, words)
  if ('unknown' in asked) return { observation: asked.unknown, engine: null, changing: false }
  return parseProbe(dialect, asked.answer.stdout, nonce, query)
}
