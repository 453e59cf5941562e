export type { EnrootArgs } from './args-schema.js'
export { enrootRuntime } from './runtime.js'
