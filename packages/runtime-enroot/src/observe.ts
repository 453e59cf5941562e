import { randomUUID } from 'node:crypto'
import { askForObservation, type HostConnection, type ObserveQuery, type RuntimeCallOptions } from '@berth/core/adapter'
import { engineSaid } from './engine-words.js'
import { observeCommand } from './observe-script.js'
import { type Probed, parseProbe } from './parse.js'

/** Looks at the named container in one round trip. Rejects with `BERTH_ABORTED` only. */
export async function observe(host: HostConnection, query: ObserveQuery, options: RuntimeCallOptions): Promise<Probed> {
  const nonce = randomUUID()
  const words = { engine: 'enroot', said: engineSaid }
  const asked = await askForObservation(host, observeCommand(query, nonce), options, words)
  if ('unknown' in asked) return { observation: asked.unknown, engine: null }
  return parseProbe(asked.answer, nonce, query)
}
