import { randomUUID } from 'node:crypto'
import type { Command, ExecResult } from '../contract/command.js'
import type { ContainerExecOptions } from '../contract/container-runtime.js'
import type { HostConnection } from '../contract/transport.js'
import { attended } from './announce.js'
import { waitsForGoLine } from './environment/go-line.js'
import { sendEnvironment } from './environment/public-environment.js'
import { announcementOf, either, tagVariable, terminate } from './terminate.js'

/** How a command line gets from a host into a container. */
export interface ContainerEntry {
  readonly argv: readonly string[]
  /**
   * Variables by which the command's tree is found: no secrets. The command's own environment comes on standard input.
   */
  readonly env: Readonly<Record<string, string>>
  /** Whether the command gets standard input. */
  readonly stdin: boolean
  /** Default is the image's own user. */
  readonly user?: string
  readonly workingDirectory?: string
}

/**
 * Runs a command in a container, for adapters: the announcement and the exit code are printed inside of the container,
 * so that the engine's own words and codes are never taken for the command's, and the whole tree in the container can
 * be ended by its tag.
 * `enter` builds the host's command line (`docker exec …`). Resolves and rejects as `ContainerRuntime.exec` does.
 */
export function execInContainer(
  host: HostConnection,
  enter: (entry: ContainerEntry) => readonly string[],
  command: Command,
  options: ContainerExecOptions = {},
  nonce: string = randomUUID(),
): Promise<ExecResult> {
  const { variables, env } = sendEnvironment(command, options)
  const { user, workingDirectory, ...given } = options
  const hostOptions = { ...given, env }
  const announcement = announcementOf(nonce)
  const waits = waitsForGoLine(env, options.stdin)
  return host.exec(
    enter({
      argv: attended(announcement, command, { waits, variables }),
      env: { [tagVariable]: nonce },
      stdin: waits,
      ...(user !== undefined && { user }),
      ...(workingDirectory !== undefined && { workingDirectory }),
    }),
    {
      ...hostOptions,
      announcement,
      terminator: terminatorOf(enter, nonce, user),
    },
  )
}

/**
 * Ends a command in a container as root, and as the command's own user where root could not end or see all of it: in a
 * container without the capabilities for it, root may do less to the processes of others than these themselves.
 */
function terminatorOf(
  enter: (entry: ContainerEntry) => readonly string[],
  nonce: string,
  user: string | undefined,
): readonly string[] {
  const as = (who: Pick<ContainerEntry, 'user'>): readonly string[] =>
    enter({ argv: terminate(nonce), env: {}, stdin: false, ...who })
  const asRoot = as({ user: '0' })
  if (user === '0' || user === 'root') return asRoot
  return either(asRoot, as(user === undefined ? {} : { user }))
}
