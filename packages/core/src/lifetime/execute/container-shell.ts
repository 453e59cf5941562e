import type { ContainerShell } from '../../contract/index.js'
import type { CallOptions, HostAccess } from '../observe/host-access.js'
import type { HeldContainer } from './held-container.js'

/**
 * The way into one host's container, by the id that is known of the container. Throws `TypeError` where no container is
 * known.
 */
export async function containerShell(
  { connect, runtime }: HostAccess,
  host: string,
  container: HeldContainer | undefined,
  call: CallOptions,
): Promise<ContainerShell> {
  if (container === undefined) throw new TypeError(`No container is known on ${host}`)
  const engine = { connection: await connect(host, call), facts: container.engine }
  return { host, exec: (command, options) => runtime.exec(engine, container.id, command, options) }
}
