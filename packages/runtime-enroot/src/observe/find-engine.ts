import { incompleteObservation, type Privilege, type ProgramAnswer, type Trouble } from '@berth/core/adapter'
import { type Engine, reachedBy } from '../engine/engine.js'
import { explain } from '../errors/explain.js'

/** The engine of a host, from what an observation saw. */
export function findEngine({ reports, stderr }: ProgramAnswer, privilege: Privilege): Engine | Trouble {
  const told = new Map(reports)
  const data = told.get('data')
  if (told.has('no-enroot')) return explain(stderr, [], noEnroot)
  return data === undefined ? incompleteObservation : { reachedBy: reachedBy(privilege), data }
}

const noEnroot = 'Run enroot version on the host as the login user, and mend what it reports.'
