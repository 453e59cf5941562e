/**
 * For those who write runtimes and transports. What users of a cluster need is in `@berth/core`.
 *
 * @module
 */
export * from '../command/index.js'
export * from '../contract/index.js'
export { BerthError, type BerthErrorDetails, type ErrorCode, type ErrorKind } from '../errors/index.js'
export * from '../program/index.js'
export { programRuntime } from './program-runtime.js'
export type {
  CallPart,
  ExecPart,
  ImagePart,
  ObservePart,
  Refusal,
  Removal,
  RuntimeParts,
  Seen,
} from './runtime-parts.js'
