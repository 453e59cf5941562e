import type { ContainerRuntime } from '@berth/core/adapter'
import { podmanDialect } from './engine/podman-dialect.js'
import { commandLineRuntime } from './runtime.js'

/**
 * Containers of Podman, rootful or rootless, through its command line on each host. Where the login user has an engine
 * of their own beside the one that `sudo -n` reaches, the one that holds the container is used, else the rootful one;
 * `runtime.privilege` overrides.
 *
 * @example
 * ```ts
 * const cluster = new Cluster({ config, transport, runtimes: { podman: podmanRuntime() } })
 * ```
 */
export function podmanRuntime(): ContainerRuntime {
  return commandLineRuntime(podmanDialect)
}
