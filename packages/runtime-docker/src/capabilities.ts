import { defineCapabilities, type RuntimeCapabilities } from '@berth/core/adapter'

/** What Docker and Podman can do: everything that there is. */
export const capabilities: RuntimeCapabilities = defineCapabilities({
  registryLogin: true,
  parts: true,
  save: true,
  inventory: true,
  lease: true,
  args: ['shm_size', 'tmpfs', 'workdir', 'hostname', 'pid', 'gpus', 'entrypoint', 'extra'],
})
