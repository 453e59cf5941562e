import { defineCapabilities, type RuntimeCapabilities } from '@berth/core/adapter'

/** What Docker can do: everything that there is a default for. */
export const capabilities: RuntimeCapabilities = defineCapabilities()
