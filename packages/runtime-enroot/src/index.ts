export { enrootRuntime } from './runtime.js'
