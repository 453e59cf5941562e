import type { CliEnvironment } from '../../environment.js'
import { foundAnswer, partsAnswer } from '../../json/answer-found.js'
import type { InventoryOptions } from '../../options/inventory-options.js'
import { foundTable } from '../../show/found/show-found.js'
import { partsTable } from '../../show/found/show-parts.js'
import { untold, withInventory } from './with-inventory.js'

/** What `berth ls` does. Gives the exit code. */
export async function ls(environment: CliEnvironment, options: InventoryOptions): Promise<number> {
  return withInventory(environment, 'ls', options, async ({ found, answer, print }) => {
    const error = untold(found)
    const all = [...found.values()].flatMap(({ containers }) => containers)
    const left = [...found.values()].flatMap(({ parts }) => parts)
    if (all.length > 0 || (error === null && left.length === 0)) print(foundTable(all))
    if (left.length > 0) print(`${all.length > 0 ? '\n' : ''}${partsTable(left)}`)
    for (const [host, { containers, parts, error: failure }] of found) {
      const members = { containers: containers.map(foundAnswer), parts: parts.map(partsAnswer) }
      if (failure === null) answer.done(host, members)
      else answer.failedOn(host, failure, members)
    }
    if (error !== null) throw error
    return 0
  })
}
