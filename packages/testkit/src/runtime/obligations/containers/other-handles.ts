import type { ContainerHandle } from '@berth/core/adapter'

/** Handles that name a container by something else than its id. */
export function otherHandles(handle: ContainerHandle): readonly ContainerHandle[] {
  return [handle.id.slice(0, 12), handle.id.slice(0, -1), handle.name]
    .filter((id) => id !== handle.id)
    .map((id) => ({ ...handle, id }))
}
