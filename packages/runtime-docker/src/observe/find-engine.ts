import { incompleteObservation, type ProgramAnswer, parseSections, type Trouble } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import { type Engine, engineOf } from '../engine/engine.js'
import { chooseEngine } from './choose-engine.js'

/**
 * The engine of a host, from the answer of a probe that asked for no container and no image; where there are two
 * engines, the one that holds the container of this name or id.
 */
export function findEngine(dialect: Dialect, { reports }: ProgramAnswer, nameOrId: string): Engine | Trouble {
  const sections = parseSections(reports)
  if (sections === null) return incompleteObservation
  const choice = chooseEngine(dialect, sections, { nameOrId, privilege: 'auto' })
  return 'trouble' in choice ? choice.trouble : engineOf(dialect, choice.look.reachedBy, choice.look.info)
}
