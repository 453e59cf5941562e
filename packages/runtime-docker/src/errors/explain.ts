import type { Remedy, Trouble } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { engineTrouble, engineTroubleKind } from './engine-trouble.js'
import { engineSaid } from './engine-words.js'
import type { Remedies } from './remedies.js'

/** What an engine's words mean for the user; `remedy` is for words that are not known. */
export function explain(
  stderr: string,
  { dialect, reachedBy }: Pick<Engine, 'dialect' | 'reachedBy'>,
  table: Remedies,
  remedy: Remedy,
): Trouble {
  const said = engineSaid(stderr)
  const [, known] = table.find(([words]) => words.test(said)) ?? []
  if (known !== undefined) return { reason: said, remedy: known }
  if (engineTroubleKind(dialect, { stdout: '', stderr }) === 'unclear')
    return { reason: said || 'the engine said nothing', remedy }
  return engineTrouble(dialect, new Map([[reachedBy, { stdout: '', stderr, exitCode: 1 }]]))
}
