import { type ContainerHandle, type ProgramAnswer, parseObject, stringMapOf, type Trouble } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { mendListing } from '../errors/advice.js'
import { explain } from '../errors/explain.js'

/** The containers of a listing that have all these labels, or why there is no telling. */
export function listOutcome(
  { reports, stderr }: ProgramAnswer,
  labels: Readonly<Record<string, string>>,
  engine: Pick<Engine, 'reachedBy'>,
): readonly ContainerHandle[] | Trouble {
  const handles: ContainerHandle[] = []
  for (let at = 0; at < reports.length; at += 2) {
    const [container, told] = reports.slice(at, at + 2)
    const [, id, name] = container?.[0] === 'container' ? (/^(\S+) (\S+)$/.exec(container[1]) ?? []) : []
    const object = told?.[0] === 'labels' ? parseObject(told[1]) : null
    const own = object === null ? null : stringMapOf(object)
    if (id === undefined || name === undefined || own === null) return explain(stderr, [], mendListing(engine))
    if (Object.entries(labels).every(([label, value]) => own[label] === value)) handles.push({ id, name, labels: own })
  }
  return handles
}
