import { ownerText } from './owner-text.js'
import type { Run } from './run.js'

/**
 * Which of two runs that race for names goes on where they collide. The order is of no meaning, but for that all
 * processes agree on it: so of any number of runs one gives way to nobody.
 */
export function goesFirst(mine: Run, theirs: Run): boolean {
  return rank(mine) < rank(theirs)
}

function rank({ id, owner }: Run): string {
  return `${id} ${ownerText(owner)}`
}
