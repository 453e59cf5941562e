import type { ContainerRuntime } from '@berth/core/adapter'
import { dockerDialect } from './engine/docker-dialect.js'
import { commandLineRuntime } from './runtime.js'

/**
 * Containers of Docker, through its command line on each host. Nothing but the command is needed there: no API port, no
 * agent. A `docker` command that is Podman's stand-in is refused, with the remedy to name `podman`: its answers are of
 * another kind.
 *
 * @example
 * ```ts
 * const cluster = new Cluster({ config, transport, runtimes: { docker: dockerRuntime() } })
 * ```
 */
export function dockerRuntime(): ContainerRuntime {
  return commandLineRuntime(dockerDialect)
}
