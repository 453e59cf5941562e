export { type SandboxRuntimeOptions, sandboxRuntime, sandboxRuntime as runtime } from './runtime.js'
