import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { inject } from 'vitest'
import './real-hosts.js'

const shared = inject('testbed')
if (shared !== null) {
  let outcome = await read(shared.outcome)
  while (outcome === '') {
    await delay(100)
    outcome = await read(shared.outcome)
  }
  if (outcome !== 'up') throw new Error(`The hosts of the real tests did not come up: ${outcome}`)
}

/** Empty as long as there is nothing to read. */
function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}
