import type { ClusterConfig, ContainerConfig } from '../model/cluster-config.js'
import type { ClusterFile } from '../model/cluster-file.js'
import { warnOfRacksWithoutGroup } from './hosts/rack-groups.js'
import { resolveGroups } from './hosts/resolve-groups.js'
import { resolveHeadHost, resolveHosts } from './hosts/resolve-hosts.js'
import { withLocalPaths } from './local-paths.js'
import type { Resolution } from './resolution.js'
import { resolveContainer, warnOfOneHostname } from './resolve-container.js'
import { resolveCredentials } from './resolve-credentials.js'
import { resolveEnvVars } from './resolve-environment.js'

/** Makes a config of a file that the schema has let through, and checks the rules that no schema can express. */
export function resolveCluster(
  given: Partial<ClusterFile>,
  known: Pick<ClusterConfig, 'file' | 'suiteFile' | 'unreadKeys'>,
  resolution: Resolution,
): ClusterConfig {
  const { findings } = resolution
  const file = withLocalPaths(given, resolution.environment)
  checkOrchestrator(file, resolution)
  const hosts = resolveHosts(file.node_dict, findings)
  warnOfRacksWithoutGroup(hosts, resolution)
  const headHost = resolveHeadHost(file.head_node_dict, hosts, findings)
  const container = file.container == null ? null : resolveContainer(file.container, resolution)
  if (container !== null && hosts.length > 1) warnOfOneHostname(container, resolution)
  return {
    orchestrator: file.orchestrator ?? 'baremetal',
    clusterName: file.cluster_name ?? defaultClusterName(container, headHost),
    hosts,
    headHost,
    groups: resolveGroups(file.groups, hosts, findings),
    ...resolveCredentials(file, resolution),
    envVars: resolveEnvVars(file.env_vars, resolution),
    container,
    ...known,
    warnings: resolution.warnings,
  }
}

function checkOrchestrator({ orchestrator, container }: Partial<ClusterFile>, { findings }: Resolution): void {
  if (orchestrator === undefined && container != null) {
    const advice = 'add "orchestrator": "container" to use the container block, or "baremetal" to run on the hosts'
    findings.add(['orchestrator'], `is missing beside a container block; ${advice}`)
  }
  if (orchestrator === 'container' && container == null) {
    const advice = 'add a container block with an image, or set orchestrator to "baremetal" to run on the hosts'
    findings.add(['container'], `is missing, but orchestrator is "container"; ${advice}`)
  }
}

function defaultClusterName(container: ContainerConfig | null, headHost: string): string {
  // An IPv6 address has characters that no name may have.
  const fromHost = headHost.replace(/[^a-zA-Z0-9_.-]/g, '_').replace(/^[^a-zA-Z0-9]+/, '')
  return container?.name ?? (fromHost === '' ? 'cluster' : fromHost)
}
