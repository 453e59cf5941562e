import { defineCapabilities, type RuntimeCapabilities } from '@berth/core/adapter'

/** What Docker can do: everything. */
export const capabilities: RuntimeCapabilities = defineCapabilities({ registryLogin: true })
