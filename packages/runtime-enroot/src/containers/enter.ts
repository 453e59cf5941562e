import type { ContainerEntry, ContainerExecOptions, Trouble } from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** The command line that enters a running container. */
export function enterContainer(
  { argv, env, workingDirectory = '' }: ContainerEntry,
  id: string,
  { reachedBy, data }: Engine,
): readonly string[] {
  const given = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const asked = [data, programs.inside, id, workingDirectory, String(given.length), ...given, ...argv]
  const { program, words, through, shell } = asUser(reachedBy, programs.enter, asked)
  return [...through, ...shell, '-c', program, 'berth-enter', ...words]
}

/** Why a command cannot be run as another user; null if the command is to run as root, the default. */
export function refusedUser({ user = '0' }: ContainerExecOptions): Trouble | null {
  if (user === '0' || user === 'root') return null
  return {
    reason: `enroot cannot run a command as user ${user}: root is the only user in its containers`,
    remedy: 'Leave the user out: in the container it is root, on the host the login user.',
  }
}
