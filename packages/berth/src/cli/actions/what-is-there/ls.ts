import type { CliEnvironment } from '../../environment.js'
import { foundAnswer } from '../../json/answer-found.js'
import type { InventoryOptions } from '../../options/inventory-options.js'
import { foundTable } from '../../show/show-found.js'
import { untold, withInventory } from './with-inventory.js'

/** What `berth ls` does. Gives the exit code. */
export async function ls(environment: CliEnvironment, options: InventoryOptions): Promise<number> {
  return withInventory(environment, 'ls', options, async ({ found, answer, print }) => {
    const error = untold(found)
    const all = [...found.values()].flatMap(({ containers }) => containers)
    if (all.length > 0 || error === null) print(foundTable(all))
    for (const [host, { containers, error: failure }] of found) {
      const members = { containers: containers.map(foundAnswer) }
      if (failure === null) answer.done(host, members)
      else answer.failedOn(host, failure, members)
    }
    if (error !== null) throw error
    return 0
  })
}
