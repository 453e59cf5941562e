export type {
  ClusterConfig,
  ConfigWarning,
  ConfigWarningCode,
  ContainerConfig,
  Device,
  GroupToAdd,
  HostConfig,
  HostKeyPolicy,
  Lifetime,
  Orchestrator,
  Privilege,
  PullPolicy,
  RuntimeArgs,
  RuntimeConfig,
  SetupScript,
  Volume,
} from './cluster-config.js'
export type {
  ClusterFile,
  ContainerInput,
  EnvironmentInput,
  HostInput,
  ListedHostInput,
  RuntimeArgsInput,
  RuntimeInput,
} from './cluster-file.js'
export { ConfigError, type ConfigProblem, formatProblem } from './config-error.js'
export { referenceMarkdown } from './reference-markdown.js'
export type { ConfigEnvironment } from './resolve/environment.js'
export { loadClusterFile } from './resolve/load-cluster-file.js'
export { type ConfigOptions, resolveConfig } from './resolve/resolve-config.js'
export { clusterFileSchema, type JsonSchema, type JsonSchemaType } from './schema.js'
export { Secret } from './secret.js'
export { wantsSshd } from './wants-sshd.js'
