import type { ContainerHandle, ContainerShell } from '../../contract/index.js'
import type { CallOptions, HostAccess } from '../observe/host-access.js'

/**
 * The way into one host's container, by the id that is known of the container. Throws `TypeError` where no container is
 * known.
 */
export async function containerShell(
  { connect, runtime }: HostAccess,
  host: string,
  container: ContainerHandle | undefined,
  call: CallOptions,
): Promise<ContainerShell> {
  if (container === undefined) throw new TypeError(`No container is known on ${host}`)
  const connection = await connect(host, call)
  return { host, exec: (command, options) => runtime.exec(connection, container.id, command, options) }
}
