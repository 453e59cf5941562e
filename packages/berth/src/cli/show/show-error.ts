import { BerthError } from '@berth/core'
import { continued } from './continued.js'

/** An error for people: what happened and what to do next, never a stack unless asked for. */
export function errorText(error: unknown, showStack: boolean): string {
  if (showStack && error instanceof Error) return `error: ${stackWithCauses(error)}\n`
  if (BerthError.isInstance(error)) {
    // What tells of many hosts has their texts further in already.
    return `error: ${error.host === undefined ? error.message : continued(error.message)}\n`
  }
  const message = error instanceof Error ? error.message : String(error)
  return `error: ${continued(message)}\n  → This is a fault in Berth: please report it with what DEBUG='berth*' shows.\n`
}

function stackWithCauses(error: Error): string {
  const stack = error.stack ?? error.message
  return error.cause instanceof Error ? `${stack}\ncaused by: ${stackWithCauses(error.cause)}` : stack
}
