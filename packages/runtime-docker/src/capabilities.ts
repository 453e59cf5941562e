import { defineCapabilities, type RuntimeCapabilities } from '@berth/core/adapter'
import type { Dialect } from './engine/dialect.js'

/** What Docker and Podman can do: everything that there is, but that not both make images of parts. */
export function capabilitiesOf({ takesParts }: Pick<Dialect, 'takesParts'>): RuntimeCapabilities {
  return defineCapabilities({
    registryLogin: true,
    parts: takesParts,
    inventory: true,
    lease: true,
    args: ['shm_size', 'tmpfs', 'workdir', 'hostname', 'pid', 'gpus', 'entrypoint', 'extra'],
  })
}
