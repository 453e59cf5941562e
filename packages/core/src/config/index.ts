export { commandScope } from './command-scope.js'
export type { EachCommands } from './each/each-commands.js'
export { readEachFile } from './each/read-each-file.js'
export type { EffectiveFile, LeftOut } from './effective/effective-file.js'
export { type EffectiveSource, effectiveYaml } from './effective/effective-yaml.js'
export { loadClusterFile } from './load/load-cluster-file.js'
export type { LoadedConfig } from './load/loaded-config.js'
export { readClusterFile, type UncheckedClusterFile } from './load/read-cluster-file.js'
export { type ConfigOptions, resolveConfig } from './load/resolve-config.js'
export type {
  BindMount,
  ClusterConfig,
  ConfigWarning,
  ConfigWarningCode,
  ContainerConfig,
  Device,
  Distribution,
  GroupToAdd,
  HostConfig,
  HostKeyPolicy,
  ImageOrigin,
  Lifetime,
  Orchestrator,
  PasswordAccount,
  PasswordSource,
  RegistryAccount,
  RuntimeArgs,
  RuntimeConfig,
  SetupScriptSource,
  UnreadKey,
  Volume,
} from './model/cluster-config.js'
export type {
  ClusterFile,
  ContainerInput,
  EnvironmentInput,
  HostInput,
  ListedHostInput,
  RegistryInput,
  RuntimeArgsInput,
  RuntimeInput,
} from './model/cluster-file.js'
export { ConfigError, type ConfigProblem, formatProblem } from './model/config-error.js'
export type { ConfigEnvironment } from './model/environment.js'
export type { KnownRuntimes } from './model/file-keys.js'
export type { ConfigPath } from './model/path.js'
export { clusterFileSchema } from './model/schema.js'
export { Secret } from './model/secret.js'
export type { ValueSource } from './model/value-source.js'
export { type PastedHost, readPastedHost } from './nodeset/pasted-host.js'
export { referenceMarkdown } from './reference-markdown.js'
export { wantsSshd } from './wants-sshd.js'
