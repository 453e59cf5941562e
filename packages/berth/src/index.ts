/**
 * Batteries included: Berth's core with its own transports and runtimes wired in, and the command line `berth`.
 *
 * @module
 */
export * from '@berth/core'
export { dockerRuntime, podmanRuntime } from '@berth/runtime-docker'
export { enrootRuntime } from '@berth/runtime-enroot'
export { localTransport } from '@berth/transport-local'
export { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
export { kindsOf } from './kinds-of.js'
export { type OpenClusterOptions, openCluster } from './open-cluster.js'
export { type ContainerInventory, type InventoryOptions, openInventory, wireInventory } from './open-inventory.js'
export { type WireOptions, wireCluster } from './wire-cluster.js'
export type { SshOptions } from './wire-transport.js'
