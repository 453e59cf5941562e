/**
 * Batteries included: Berth's core with its own transports and runtimes wired in, and the command line `berth`.
 *
 * @module
 */
export * from '@berth/core'
export { dockerRuntime } from '@berth/runtime-docker'
export { localTransport } from '@berth/transport-local'
export { type SshTransportOptions, sshTransport } from '@berth/transport-ssh'
export { type OpenClusterOptions, openCluster } from './open-cluster.js'
export type { SshOptions } from './wire-transport.js'
