import { defineCapabilities, type RuntimeCapabilities } from '@berth/core/adapter'

/**
 * What enroot can do, with what the adapter makes up for: labels are kept in files beside the root filesystems, and
 * containers run on under a supervisor in a session of its own. Parts of a spec that enroot cannot do, and that no
 * capability speaks of, are refused by name, by the rules or at the launch.
 */
export const capabilities: RuntimeCapabilities = defineCapabilities({
  parts: true,
  save: true,
  registryLogin: true,
  inventory: true,
  lease: true,
  args: ['shm_size', 'tmpfs', 'workdir', 'pid', 'gpus', 'extra'],
})
