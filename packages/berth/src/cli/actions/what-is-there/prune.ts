import {
  type BerthError,
  type FoundContainer,
  type FoundParts,
  HostsError,
  hostError,
  type PrunedContainer,
  type PrunedParts,
  partsToPrune,
  pruneRefusal,
} from '@berth/core'
import type { CliEnvironment } from '../../environment.js'
import { foundAnswer, partsAnswer } from '../../json/answer-found.js'
import type { PrunedAnswer, PrunedPartsAnswer } from '../../json/answers.js'
import type { InventoryOptions } from '../../options/inventory-options.js'
import { leftText, prunedText } from '../../show/found/show-found.js'
import { leftPartsText, prunedPartsText } from '../../show/found/show-parts.js'
import { withInventory } from './with-inventory.js'

/** Options of `berth prune`. */
export interface PruneOptions extends InventoryOptions {
  readonly name?: string
  readonly yes?: true
}

/** What `berth prune` does. Gives the exit code. */
export async function prune(environment: CliEnvironment, options: PruneOptions): Promise<number> {
  const { name, yes = false } = options
  return withInventory(environment, 'prune', options, async ({ inventory, found, answer, print }) => {
    const selection = name === undefined ? {} : { name }
    const left = inventory.toPrune(found, selection)
    answer.members({ removes: yes })
    const refused = name === undefined ? null : pruneRefusal(found, name)
    const { signal } = environment
    const pruned = yes ? await inventory.prune(found, { ...selection, signal }) : []
    // What a name selects are containers.
    const leftParts = name === undefined ? partsToPrune(found) : []
    const prunedParts = yes && leftParts.length > 0 ? await inventory.pruneParts(found, { signal }) : []
    const noneButParts = left.length === 0 && leftParts.length > 0
    if (refused === null && !noneButParts) print(yes ? prunedText(pruned) : leftText(left, selection))
    if (leftParts.length > 0) print(yes ? prunedPartsText(prunedParts) : leftPartsText(leftParts))
    const failures = new Map<string, BerthError>()
    for (const [host, { error }] of found) {
      const members = {
        containers: left.filter((one) => one.host === host).map((one) => prunedAnswer(one, pruned)),
        parts: leftParts.filter((one) => one.host === host).map((one) => prunedPartsAnswer(one, prunedParts)),
      }
      const kept = [
        ...pruned.flatMap((one) => (one.container.host === host ? (one.error ?? []) : [])),
        ...prunedParts.flatMap((one) => (one.parts.host === host ? (one.error ?? []) : [])),
      ]
      const failure = hostError(host, [...(error === null ? [] : [error]), ...kept])
      if (failure === null) answer.done(host, members)
      else {
        answer.failedOn(host, failure, members)
        failures.set(host, failure)
      }
    }
    if (refused !== null && failures.size === 0) throw refused
    const troubles = new Map([...(refused?.byHost ?? []), ...failures])
    if (troubles.size > 0) throw new HostsError('prune', troubles, found.size)
    return 0
  })
}

function prunedAnswer(container: FoundContainer, pruned: readonly PrunedContainer[]): PrunedAnswer {
  const done = pruned.find((one) => one.container === container)
  const error = done?.error ?? null
  return { ...foundAnswer(container), removed: done !== undefined && error === null, error: error?.toJSON() ?? null }
}

function prunedPartsAnswer(parts: FoundParts, pruned: readonly PrunedParts[]): PrunedPartsAnswer {
  const done = pruned.find((one) => one.parts === parts)
  const error = done?.error ?? null
  return { ...partsAnswer(parts), removed: done !== undefined && error === null, error: error?.toJSON() ?? null }
}
