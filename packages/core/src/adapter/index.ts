/**
 * For those who write runtimes and transports. What users of a cluster need is in `@berth/core`.
 *
 * @module
 */
export * from '../command/index.js'
export * from '../contract/index.js'
export * from '../contract/self/index.js'
export {
  type BerthCommandOf,
  BerthError,
  type BerthErrorDetails,
  type CommandDeclaration,
  type CommandOf,
  declareHostCommand,
  declareLocalCommand,
  type ErrorCode,
  type ErrorKind,
  onHosts,
  printable,
  printableLine,
  type Remedy,
  type RemedyCommand,
  type RemedyStep,
  remedySteps,
  remedyText,
  shortLine,
  type Varying,
} from '../errors/index.js'
export * from '../program/index.js'
export { programRuntime } from './program-runtime.js'
export type {
  CallPart,
  ExecPart,
  ImagePart,
  ImagePartsPart,
  InventoryPart,
  LayerProgress,
  ObservePart,
  Refusal,
  Removal,
  RemovePartsPart,
  RuntimeParts,
  SavePart,
  Saving,
  Seen,
} from './runtime-parts.js'
