import type { ObservedContainer } from '../../contract/index.js'
import { readLabels } from '../owners/labels.js'
import { parseInside } from './inside.js'

/**
 * Whether a process that is about to use a container must say so inside of it. It must where the process that launched
 * the container may take it back yet, or may end and leave it behind: not where its launch is done and it is persistent
 * or handed over. Nothing is written into containers that Berth did not launch.
 */
export function needsClaim({ labels, inside }: Pick<ObservedContainer, 'labels' | 'inside'>): boolean {
  const read = readLabels(labels)
  if (read === null) return false
  const facts = inside === null ? null : parseInside(inside, read.launch)
  const committed = facts !== null && 'committed' in facts && facts.committed
  return !committed || (read.lifetime === 'per_run' && !read.handedOver)
}
