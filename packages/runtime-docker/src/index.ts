/**
 * Containers through a Docker-compatible command line, on any host that a transport reaches.
 *
 * @module
 */
export { dockerRuntime } from './docker-runtime.js'
export { podmanRuntime } from './podman-runtime.js'
