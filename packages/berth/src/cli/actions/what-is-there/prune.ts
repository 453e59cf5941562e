import { type FoundContainer, HostsError, type PrunedContainer, pruneRefusal } from '@berth/core'
import type { CliEnvironment } from '../../environment.js'
import { foundAnswer } from '../../json/answer-found.js'
import type { PrunedAnswer } from '../../json/answers.js'
import type { InventoryOptions } from '../../options/inventory-options.js'
import { leftText, prunedText } from '../../show/show-found.js'
import { untold, withInventory } from './with-inventory.js'

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
    if (refused === null) print(yes ? prunedText(pruned) : leftText(left, selection))
    for (const [host, { error }] of found) {
      const members = { containers: left.filter((one) => one.host === host).map((one) => prunedAnswer(one, pruned)) }
      const failure = error ?? failureOn(host, pruned)
      if (failure === null) answer.done(host, members)
      else answer.failedOn(host, failure, members)
    }
    if (refused !== null) throw refused
    const failed = failures(pruned)
    const unknown = untold(found)
    if (failed.size > 0) throw new HostsError('prune', new Map([...(unknown?.failures ?? []), ...failed]), found.size)
    if (unknown !== null) throw unknown
    return 0
  })
}

function prunedAnswer(container: FoundContainer, pruned: readonly PrunedContainer[]): PrunedAnswer {
  const done = pruned.find((one) => one.container === container)
  return { ...foundAnswer(container), removed: done !== undefined && done.error === null }
}

function failures(pruned: readonly PrunedContainer[]): ReadonlyMap<string, NonNullable<PrunedContainer['error']>> {
  return new Map(pruned.flatMap(({ container, error }) => (error === null ? [] : [[container.host, error] as const])))
}

function failureOn(host: string, pruned: readonly PrunedContainer[]): PrunedContainer['error'] {
  return failures(pruned).get(host) ?? null
}
