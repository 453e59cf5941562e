export { type SandboxRuntimeOptions, sandboxRuntime } from './runtime.js'
