import type { Inventory } from '../../contract/index.js'
import type { FoundParts } from './found-container.js'

/** Seconds without a change after which nobody can be at work on parts: an engine loads them for 15 minutes at most. */
const settled = 3600

/** What one runtime told of one host. */
interface Told {
  readonly host: string
  readonly runtime: string
  readonly inventory: Pick<Inventory, 'now' | 'parts'>
}

/** The parts of images on a host, each once: several runtimes may keep them in one place. */
export function foundParts(told: readonly Told[], host: string): readonly FoundParts[] {
  const parts = new Map<string, FoundParts>()
  for (const { runtime, inventory, ...one } of told)
    for (const each of one.host === host ? (inventory.parts ?? []) : [])
      if (!parts.has(each.folder)) parts.set(each.folder, { ...each, host, runtime, ...verdictOn(each, inventory.now) })
  return [...parts.values()].sort((one, other) => one.folder.localeCompare(other.folder))
}

function verdictOn(
  { open, changed }: Pick<FoundParts, 'open' | 'changed'>,
  now: number,
): Pick<FoundParts, 'verdict' | 'reason'> {
  if (open) return { verdict: 'in use', reason: 'a process has it open' }
  const age = now - changed
  if (age < settled) return { verdict: 'not known', reason: 'changed within the last hour: a transfer may go on' }
  return { verdict: 'left over', reason: 'of a transfer that was interrupted: nothing has changed for an hour' }
}
