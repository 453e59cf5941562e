import { getEventListeners } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Inventory } from './differences.js'

/** Memory in bytes, by the names that Node gives its kinds. */
export type Memory = Readonly<Record<'heapUsed' | 'external' | 'arrayBuffers' | 'rss', number>>

/** What this process holds now beside memory, the listeners of one signal among it. */
export function heldNow(signal: AbortSignal): Inventory {
  const held = new Map<string, number>()
  const add = (what: string, count = 1): void => void (count > 0 && held.set(what, (held.get(what) ?? 0) + count))
  for (const file of openFiles()) add(`open file ${file}`)
  for (const resource of process.getActiveResourcesInfo()) add(`resource ${resource}`)
  for (const name of process.eventNames())
    add(`listener of the process to ${String(name)}`, process.listenerCount(name))
  add('listener of the signal that all calls share', getEventListeners(signal, 'abort').length)
  return held
}

/** Where each open file leads: a path, or the kind of what has none. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((file) => {
    try {
      return readlinkSync(`/proc/self/fd/${file}`).replace(/:\[\d+\]$/, '')
    } catch {
      return [] // the listing itself
    }
  })
}

const collect: () => void = (() => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
})()

/** What a collection finalizes, the next one frees. */
const collections = 6

/** The memory of this process after all garbage was collected. */
export async function memoryAfterCollection(): Promise<Memory> {
  for (let turn = 0; turn < collections; turn += 1) {
    collect()
    await new Promise<void>((resolve) => void setImmediate(resolve))
  }
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage()
  return { heapUsed, external, arrayBuffers, rss }
}
