export { type ArgsSchema, defineArgsSchema } from './args-schema.js'
export { defineCapabilities, type OptionalArg, type RuntimeCapabilities } from './capabilities.js'
export type {
  Command,
  CommandEnvironment,
  CommandInput,
  EndedBy,
  EnvironmentValue,
  ExecOptions,
  ExecResult,
  ExtendedValue,
  LeftProcess,
  MayStillRun,
  OutputStream,
} from './command.js'
export type {
  ArgsProblem,
  AskedArgs,
  ContainerExecOptions,
  ContainerHandle,
  ContainerRuntime,
  EnsureImageOptions,
  ImageProgress,
  ImageSource,
  LaunchedContainer,
  ObserveQuery,
  PullPolicy,
  RemoveOptions,
  RuntimeCallOptions,
  RuntimeRules,
} from './container-runtime.js'
export type { ContainerShell } from './container-shell.js'
export type {
  BindMountSpec,
  ContainerSpec,
  DeviceSpec,
  GpusSpec,
  NamedVolumeSpec,
  TmpfsSpec,
  VolumeSpec,
} from './container-spec.js'
export type { EngineConnection } from './engine/engine-connection.js'
export type {
  EngineInventory,
  InventoriedContainer,
  InventoriedParts,
  Inventory,
  InventoryQuery,
  InventoryTrouble,
  KnownContainer,
  UnsettledContainer,
} from './engine/inventory.js'
export type { Privilege } from './engine/privilege.js'
export type { ImageIdentity, UnreadableImage } from './image/image-identity.js'
export type { BlobOutline, DiskRoom, ImageOutline, LayerOutline, PartsNeeded, PartsPut } from './image/image-outline.js'
export {
  formatImageReference,
  type ImageReference,
  imageReferenceProblem,
  parseImageReference,
} from './image/image-reference.js'
export { passingLabel } from './image/passing-label.js'
export type { FileLogin, GivenLogin, HiddenText, RegistryLogin } from './image/registry-login.js'
export { berthFolder, type InsideView } from './inside.js'
export type { JsonSchema, JsonSchemaType } from './json-schema.js'
export type {
  AbsentObservation,
  ContainerState,
  EngineFacts,
  EngineView,
  Observation,
  ObservedContainer,
  RunningObservation,
  StoppedObservation,
  UnknownObservation,
} from './observation.js'
export type {
  ConnectOptions,
  Examination,
  GetFileOptions,
  HostConnection,
  HostExecOptions,
  Passage,
  Passages,
  PutFileOptions,
  Transport,
} from './transport.js'
