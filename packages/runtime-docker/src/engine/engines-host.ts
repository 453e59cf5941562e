import { stringOf } from '@berth/core/adapter'
import type { EnginesHost } from './engine-info.js'

/** What an engine says of its host; the memory in bytes. */
export function hostOf(name: unknown, kernel: unknown, memory: unknown): EnginesHost {
  return {
    name: stringOf(name),
    kernel: stringOf(kernel),
    memory: typeof memory === 'number' ? Math.floor(memory / 1024) : null,
  }
}
