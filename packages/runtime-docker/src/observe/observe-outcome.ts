import {
  type EngineFacts,
  type InsideView,
  incompleteObservation,
  type JsonObject,
  type Observation,
  type ObservedContainer,
  type ObserveQuery,
  objectOf,
  type ProgramAnswer,
  parseObject,
  parseSections,
  type Section,
  type Seen,
  stringMapOf,
  stringOf,
  type Trouble,
  type UnknownObservation,
} from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import { mendListing } from '../errors/advice.js'
import { type Called, calledAs, inspectContainer } from '../errors/engine-commands.js'
import { engineSaid } from '../errors/engine-words.js'
import { localImage, usedImage } from '../image/image-identity.js'
import { chooseEngine, type EngineLook } from './choose-engine.js'
import { stateMeaning } from './container-state.js'
import { engineFacts } from './engine-facts.js'
import { placeOf } from './engine-place.js'
import { isPassing } from './passing-trouble.js'

/**
 * The observation of a container from the answer of a probe. An answer that is not consistent is
 * `unknown`; where the parts of the answer do not agree with each other, the container may be changing.
 */
export function observeOutcome(dialect: Dialect, { reports }: ProgramAnswer, query: ObserveQuery): Seen {
  const sections = parseSections(reports)
  if (sections === null) return { observation: unknown(incompleteObservation), changing: false }
  const choice = chooseEngine(dialect, sections, { nameOrId: query.name, privilege: query.privilege })
  const passing = isPassing(dialect, sections)
  if ('trouble' in choice) return { observation: orPassing(unknown(choice.trouble), passing), changing: false }
  const { look } = choice
  const place = placeOf(dialect, look, sections.get('host'))
  if ('reason' in place) return { observation: unknown(place), changing: false }
  const engine = { ...engineFacts(look, sections.get('linger')), ...place }
  const observation = observationOf(dialect, look, query, engine)
  return {
    observation: orPassing(observation ?? unknown(changing(query.name)), passing),
    changing: observation === null,
  }
}

/** The observation; one that says nothing says that the reason may pass, if the reason may. */
function orPassing(observation: Observation, passing: boolean): Observation {
  return passing && observation.state === 'unknown' ? { ...observation, passing } : observation
}

/** The observation that nothing can be said of a container. */
function unknown({ reason, remedy }: Trouble): UnknownObservation {
  return { state: 'unknown', reason, remedy, unreachable: false }
}

/** The observation of a container from the answers of one engine; null if these do not agree with each other. */
function observationOf(
  dialect: Dialect,
  look: EngineLook,
  query: ObserveQuery,
  engine: EngineFacts,
): Observation | null {
  const { words } = dialect
  const { info, reachedBy, sections } = look
  const by = { dialect, reachedBy }
  const view = {
    engine,
    localImage: localImage(dialect, sections.get('local'), query.image, info.store),
  }
  const listed = look.containers?.filter(({ names }) => names.includes(query.name))
  if (listed === undefined) return unknown(unlisted(by, sections.get('list')))
  const section = sections.get('container')
  const [found, ...more] = listed
  if (found === undefined) {
    return isAbsent(dialect, section, query.name) ? { ...view, state: 'absent' } : null
  }
  const container = section?.exitCode === 0 ? parseObject(section.stdout.slice(section.stdout.indexOf('\n') + 1)) : null
  if (
    container === null &&
    section !== undefined &&
    section.exitCode !== 0 &&
    !words.noContainer.test(section.stderr)
  ) {
    return unknown({
      reason: `container ${query.name} could not be inspected: ${engineSaid(section.stderr) || `the engine said nothing, with exit code ${section.exitCode}`}`,
      remedy: ['Mend what the engine reports.', inspectContainer({ engine: calledAs(by), container: query.name })],
    })
  }
  if (container === null || more.length > 0 || container.Id !== found.id || nameOf(container) !== query.name) {
    return null
  }
  const meaning = stateMeaning(container, query.name, by)
  // A container with a lease is removed when it ends, by the engine.
  const isRemoval = stringOf(objectOf(container.State)?.Status) === 'removing'
  if (typeof meaning !== 'string') return { ...unknown(meaning), ...(isRemoval && { passing: 'removal' }) }
  const created = stringOf(container.Created)
  const labels = stringMapOf(objectOf(container.Config)?.Labels)
  if (created === null || labels === null) return null
  const inside = meaning === 'running' && 'berth.launch' in labels ? insideOf(sections.get('inside')) : null
  if (inside === undefined) return null
  const observed: ObservedContainer = {
    id: found.id,
    name: query.name,
    labels,
    createdAt: created,
    startedAt: startOf(stringOf(objectOf(container.State)?.StartedAt)),
    imageReference: stringOf(objectOf(container.Config)?.Image) ?? '',
    image: usedImage(container, sections.get('used'), sections.get('local'), info.store),
    inside,
    hostNetwork: objectOf(container.HostConfig)?.NetworkMode === 'host',
  }
  return { ...view, state: meaning, container: observed }
}

/**
 * Whether a container is absent, by two witnesses: the listing does not have the name, and the engine says that there
 * is no such container, or means another container by a prefix of that one's id.
 */
function isAbsent({ words }: Dialect, section: Section | undefined, name: string): boolean {
  if (section === undefined) return false
  if (section.exitCode !== 0) return section.stdout.trim() === '' && words.noContainer.test(section.stderr)
  const other = parseObject(section.stdout.slice(section.stdout.indexOf('\n') + 1))
  const id = stringOf(other?.Id)
  return id?.startsWith(name) === true && other !== null && nameOf(other) !== name
}

/** Docker writes a slash before the names of containers. */
function nameOf({ Name }: JsonObject): string | undefined {
  return stringOf(Name)?.replace(/^\//, '')
}

/** What the inside of a running container told; undefined if nobody asked, since the container did not run yet. */
function insideOf(section: Section | undefined): InsideView | undefined {
  if (section === undefined) return undefined
  const { exitCode, stdout, stderr } = section
  if (exitCode === 0) return { text: stdout }
  return { unreadable: engineSaid(stderr) || stdout.trim() || `exit code ${exitCode}` }
}

/** The engine's zero time stands for never. */
function startOf(time: string | null): string | null {
  return time?.startsWith('0001-') === true ? null : time
}

function changing(name: string): Trouble {
  return {
    reason: `the engine's answers about container ${name} do not agree with each other: it may be changing just now`,
    remedy: 'Try again in a moment.',
  }
}

function unlisted(by: Called, section: Section | undefined): Trouble {
  return {
    reason: `the engine's containers could not be listed: ${engineSaid(section?.stderr ?? '') || 'the list could not be read'}`,
    remedy: mendListing(by),
  }
}
