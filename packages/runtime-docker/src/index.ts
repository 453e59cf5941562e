/**
 * Containers through Docker's command line, on any host that a transport reaches.
 *
 * @module
 */
export { dockerRuntime } from './runtime.js'
