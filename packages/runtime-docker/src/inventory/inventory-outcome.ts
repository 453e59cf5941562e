import {
  type InventoriedContainer,
  type Inventory,
  type InventoryTrouble,
  incompleteObservation,
  type ProgramAnswer,
  parseSections,
  type Refusal,
  type Section,
} from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import { mendListing } from '../errors/advice.js'
import { engineSaid } from '../errors/engine-words.js'
import type { EngineLook } from '../observe/choose-engine.js'
import { engineFacts } from '../observe/engine-facts.js'
import { placeOf } from '../observe/engine-place.js'
import { leftParts } from './left-parts.js'
import { parseContainer } from './parse-container.js'
import { reachedEngines } from './reached-engines.js'

/** All containers of Berth's by the answer of the program, of every engine that was reached. */
export function inventoryOutcome(dialect: Dialect, { reports }: ProgramAnswer): Inventory | Refusal {
  const sections = parseSections(reports)
  const now = sections?.get('now')?.stdout.trim() ?? ''
  if (sections === null || !/^\d{1,12}$/.test(now)) return incompleteObservation
  const { looks, troubles } = reachedEngines(dialect, sections)
  const told = looks.map((look) => ({ look, told: toldBy(dialect, look, sections) }))
  return {
    now: Number(now),
    engines: told.flatMap(({ told: one }) => ('containers' in one ? [one] : [])),
    troubles: [...troubles, ...told.flatMap(({ told: one }) => ('reason' in one ? [one] : []))],
    parts: leftParts(sections.get('parts')?.stdout ?? ''),
  }
}

function toldBy(
  dialect: Dialect,
  look: EngineLook,
  sections: ReadonlyMap<string, Section>,
): Inventory['engines'][number] | InventoryTrouble {
  const place = placeOf(dialect, look, sections.get('host'))
  if ('reason' in place) return place
  const containers = containersOf(dialect, look)
  if ('reason' in containers) return containers
  return { engine: { ...engineFacts(look, sections.get('linger')), ...place }, containers }
}

function containersOf(dialect: Dialect, look: EngineLook): readonly InventoriedContainer[] | InventoryTrouble {
  const { reachedBy, sections } = look
  const list = sections.get('labels')
  const by = { dialect, reachedBy }
  const ids = list?.exitCode === 0 ? labelledIds(list.stdout) : null
  if (ids === null) return unlisted(by, list)
  const section = sections.get('containers')
  const lines = section?.stdout.split('\n').filter((line) => line.startsWith('container ')) ?? []
  const containers = lines.map((line) => parseContainer(line, by, sections))
  const seen = containers.flatMap((container) => container ?? [])
  if (seen.length < containers.length) return unlisted(by, section)
  const gone = engineSaid(section?.stderr ?? '')
    .split('\n')
    .filter((line) => dialect.words.noContainer.test(line))
  const seenIds = new Set(seen.map(({ id }) => id))
  const known = (id: string): boolean => seenIds.has(id) || gone.some((line) => line.includes(id))
  return ids.every(known) ? seen : unlisted(by, section)
}

/** Ids of containers that may have a label of Berth's, by `ps`; null where a line is anything else. */
function labelledIds(text: string): readonly string[] | null {
  const lines = text.split('\n').filter((line) => line !== '')
  const ids = lines.map((line) => /^([0-9a-f]{64}) (.*)$/.exec(line))
  if (ids.includes(null)) return null
  return ids.flatMap((match) => (match?.[1] !== undefined && match[2]?.includes('berth.') ? [match[1]] : []))
}

function unlisted(
  by: Pick<EngineLook, 'reachedBy'> & { readonly dialect: Dialect },
  section?: Section,
): InventoryTrouble {
  const said = engineSaid(section?.stderr ?? '') || 'the list could not be read'
  return {
    reason: `the containers of the engine reached by ${by.reachedBy} could not be listed: ${said}`,
    remedy: mendListing(by),
  }
}
