import type { ObservedContainer } from '../../contract/index.js'
import type { BerthLabels } from '../owners/labels.js'
import { type Inside, parseInside } from './inside.js'

/** What is written down in a container of these labels; null for one that does not run, which nobody looked into. */
export function insideOf(
  { inside }: Pick<ObservedContainer, 'inside'>,
  { launch }: Pick<BerthLabels, 'launch'>,
): Inside | null {
  return inside === null ? null : parseInside(inside, launch)
}
