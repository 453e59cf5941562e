import { CompensationError, KeptError } from '@berth/core'

/** Whether an error of an `up` tells of containers that it left. */
export function leavesContainers(error: unknown): boolean {
  return error instanceof CompensationError || error instanceof KeptError
}
