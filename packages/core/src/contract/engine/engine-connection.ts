import type { EngineFacts } from '../observation.js'
import type { HostConnection } from '../transport.js'

/**
 * The engine that a call of a runtime is for: by which connection the host is reached now, and which of the host's
 * engines was observed. A connection may be another than the one that was observed by; the engine is the same.
 */
export interface EngineConnection {
  readonly connection: HostConnection
  readonly facts: EngineFacts
}
