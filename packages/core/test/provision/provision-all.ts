import type { ContainerShell } from '../../src/contract/index.js'
import { onAllHosts } from '../../src/fanout/index.js'
import { type ProvisionResult, provision, provisionError, type SetupScript } from '../../src/provision/index.js'

/** Provisions containers on many hosts at once, as the cluster does. */
export function provisionAll(
  containers: readonly ContainerShell[],
  script: SetupScript,
  run: string,
): Promise<Map<string, ProvisionResult>> {
  const byHost = new Map(containers.map((container) => [container.host, container]))
  return onAllHosts(byHost.keys(), 'provision', async (host) => {
    const container = byHost.get(host)
    if (container === undefined) throw new TypeError(host)
    const result = await provision(container, script, { run, launch: 'launch-1' })
    const error = provisionError(host, script.source, result)
    if (error !== null) throw error
    return result
  })
}
