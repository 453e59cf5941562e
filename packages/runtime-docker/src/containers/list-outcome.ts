import {
  type ContainerHandle,
  type ProgramAnswer,
  parseObject,
  stringMapOf,
  stringOf,
  type Trouble,
} from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { adviceOf } from '../errors/advice.js'
import { engineSaid } from '../errors/engine-words.js'
import { explain } from '../errors/explain.js'
import { isContainerId } from './container-id.js'

/**
 * The containers of a listing that have these labels, or why there is no telling. A container that went between the two
 * questions of the program is left out; the engine's words must say that it went.
 */
export function listOutcome(
  { reports, stderr }: ProgramAnswer,
  labels: Readonly<Record<string, string>>,
  engine: Engine,
): readonly ContainerHandle[] | Trouble {
  const told = new Map(reports)
  const containers = told
    .get('containers')
    ?.split('\n')
    .filter((line) => line.startsWith(mark))
  const handles = containers?.map((line) => parseHandle(line.slice(mark.length)))
  const isWhole = !told.has('incomplete') || onlyGone(engine, stderr)
  if (handles === undefined || !handles.every((handle) => handle !== null) || !isWhole) {
    return explain(stderr, engine, [], adviceOf(engine).list)
  }
  return handles.filter((handle) => Object.entries(labels).every(([label, value]) => handle.labels[label] === value))
}

/**
 * The beginning of each line that describes a container. Lines that a wrapper of the engine's command prints do not
 * have it.
 */
const mark = 'container '

function parseHandle(text: string): ContainerHandle | null {
  const container = parseObject(text)
  const [id, name, labels] = [stringOf(container?.Id), stringOf(container?.Name), stringMapOf(container?.Labels)]
  if (id === null || !isContainerId(id) || name === null || labels === null) return null
  return { id, name: name.replace(/^\//, ''), labels }
}

function onlyGone({ dialect }: Engine, stderr: string): boolean {
  return engineSaid(stderr)
    .split('\n')
    .every((line) => dialect.words.noContainer.test(line))
}
