/**
 * Decides and sequences: configuration, lifetime policy, image consistency, provisioning and sshd. Most users want the
 * package `berth-cluster`, which wires transports and runtimes to this; those who write adapters want
 * `@berth/core/adapter`.
 *
 * @module
 */
export * from './cluster/index.js'
export { leftProcessText } from './command/operation/index.js'
export * from './config/index.js'
export type {
  ArgsSchema,
  Command,
  CommandEnvironment,
  CommandInput,
  ContainerRuntime,
  EndedBy,
  EngineFacts,
  EnvironmentValue,
  Examination,
  ExecOptions,
  ExecResult,
  ExtendedValue,
  GpusSpec,
  HostConnection,
  ImageIdentity,
  InsideView,
  InventoriedContainer,
  InventoriedParts,
  Inventory,
  InventoryQuery,
  JsonSchema,
  JsonSchemaType,
  LeftProcess,
  MayStillRun,
  Observation,
  ObservedContainer,
  OutputStream,
  Passage,
  Passages,
  Privilege,
  PullPolicy,
  RuntimeCapabilities,
  Transport,
  UnreadableImage,
} from './contract/index.js'
export {
  homeDirectory,
  type ProcessIdentity,
  type ProcessStanding,
  processStanding,
  userName,
} from './contract/self/index.js'
export * from './errors/index.js'
export type { HostOutcome, MaxFailures } from './fanout/index.js'
export { mostFailures } from './fanout/index.js'
export { describeIdentity } from './image/describe-identity.js'
export * from './lifetime/index.js'
