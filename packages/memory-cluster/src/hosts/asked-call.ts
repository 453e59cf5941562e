import type { Command } from '@berth/core/adapter'
import { engineCommand } from '../engine/engine-program.js'
import type { MemoryCall } from './faults.js'

/** A call as a host is asked for it, and how it stands in the record of changes; null if it changes nothing. */
export interface AskedCall {
  readonly call: MemoryCall
  readonly change: string | null
}

/**
 * Reads what a command on a host is for: Berth's own programs and the engine's command have names, all else is
 * `command`.
 */
export function askedCall(host: string, command: Command): AskedCall {
  if (typeof command === 'string') return { call: 'command', change: null }
  const [program, verb = '', request = '', self] = command
  if (program === 'sh' && self === 'berth-facts') return { call: 'facts', change: null }
  if (program !== engineCommand) return { call: 'command', change: null }
  const call = verb as MemoryCall
  if (call === 'launch') return { call, change: `launch ${host}` }
  if (call === 'restart' || call === 'remove') return { call, change: `${call} ${host} ${JSON.parse(request).id}` }
  return { call, change: null }
}
