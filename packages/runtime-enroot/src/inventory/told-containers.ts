import {
  type InsideView,
  type InventoriedContainer,
  objectOf,
  parseObject,
  stringMapOf,
  stringOf,
} from '@berth/core/adapter'

/** A fact, as a line tells it. */
type Fact = readonly [word: string, text: string]

/** What one user's enroot has told. */
export interface Told {
  /** What was told of the engine, by its words. */
  readonly engine: ReadonlyMap<string, string>
  /** Null where something is missing of one. */
  readonly containers: readonly InventoriedContainer[] | null
}

/** Reads the lines of facts; null where they do not come to their end. */
export function readTold(output: string): Told | null {
  const lines = output.split('\n')
  if (lines.at(-1) !== '' || lines.at(-2) !== 'end') return null
  const facts = lines.slice(0, -2).map(factOf)
  const starts = facts.flatMap(([word], index) => (word === 'container' ? [index] : []))
  const engine = new Map(facts.slice(0, starts[0] ?? facts.length))
  const containers = starts.map((start, index) => containerOf(facts.slice(start, starts[index + 1] ?? facts.length)))
  return { engine, containers: containers.includes(null) ? null : containers.flatMap((one) => one ?? []) }
}

function factOf(line: string): Fact {
  const space = line.indexOf(' ')
  return space === -1 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)]
}

function containerOf(facts: readonly Fact[]): InventoriedContainer | null {
  const told = new Map(facts)
  const [id, name] = told.get('container')?.split(' ') ?? []
  const labels = stringMapOf(parseObject(told.get('labels') ?? '') ?? false)
  const createdAt = told.get('created')
  const state = told.has('running') ? 'running' : told.has('stopped') ? 'stopped' : null
  if (!id || !name || labels === null || !createdAt || state === null) return null
  return {
    ...{ id, name, labels, createdAt, state },
    startedAt: told.get(state) || null,
    imageReference: stringOf(objectOf(parseObject(told.get('record') ?? '')?.image)?.id) ?? '',
    devices: [...new Set(facts.flatMap(([word, text]) => (word === 'device' ? [text] : [])))],
    inside: state === 'running' && 'berth.launch' in labels ? insideOf(facts, told.get('looked')) : null,
  }
}

function insideOf(facts: readonly Fact[], exitCode: string | undefined): InsideView {
  if (exitCode === '124' || exitCode === '137') return { unreadable: 'it did not answer in time' }
  if (exitCode === 'late') return { unreadable: 'it was not asked: others have taken all of the time' }
  if (exitCode !== '0') return { unreadable: `exit code ${exitCode}` }
  return { text: facts.flatMap(([word, text]) => (word === 'inside' ? [`${text}\n`] : [])).join('') }
}
