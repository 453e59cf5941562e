import {
  type EngineInventory,
  type Inventory,
  type InventoryTrouble,
  incompleteObservation,
  type ProgramAnswer,
  parseSections,
  type Refusal,
  type Section,
} from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { engineFacts } from '../engine/engine-facts.js'
import { mendListing } from '../errors/advice.js'
import { explain } from '../errors/explain.js'
import { readTold } from './told-containers.js'

/** All containers of Berth's by the answer of the program: those of the login user, and those of root. */
export function inventoryOutcome({ reports }: ProgramAnswer): Inventory | Refusal {
  const sections = parseSections(reports)
  const now = sections?.get('now')?.stdout.trim() ?? ''
  if (sections === null || !/^\d{1,12}$/.test(now)) return incompleteObservation
  const told = (['plain', 'sudo'] as const).flatMap((by) => {
    const section = sections.get(by)
    return section === undefined || isWithoutEnroot(by, section) ? [] : [engineOf(by, section)]
  })
  return {
    now: Number(now),
    engines: told.flatMap((one) => ('containers' in one ? [one] : [])),
    troubles: told.flatMap((one) => ('reason' in one ? [one] : [])),
  }
}

/** Whether there is no enroot by this way: none at all, or a root whom this login cannot become. */
function isWithoutEnroot(by: Engine['reachedBy'], { exitCode, stderr }: Section): boolean {
  if (exitCode === 0) return false
  if (/(enroot|bash): (command )?not found|(enroot|bash): No such file/.test(stderr)) return true
  return by === 'sudo' && noRoot.some((words) => words.test(stderr))
}

/** What shells and sudo say where this login has no root. sudo also warns, and goes on: that is none of these. */
const noRoot = [
  /sudo: (command )?not found|sudo: No such file/,
  /sudo: a (password|terminal) is required/,
  /is not in the sudoers file|may not run sudo|is not allowed to (execute|run sudo)/,
  /no valid sudoers sources|sudo: .*(setuid|no new privileges)/,
]

function engineOf(reachedBy: Engine['reachedBy'], section: Section): EngineInventory | InventoryTrouble {
  const told = section.exitCode === 0 ? readTold(section.stdout) : null
  const engine = told === null ? null : engineFacts(told.engine, reachedBy)
  if (engine !== null && told?.containers) return { engine, containers: told.containers }
  return explain(section.stderr || 'the list could not be read', [], mendListing({ reachedBy }))
}
