import { type CommandOf, declareHostCommand } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'

/** How a reader calls enroot for the user whose containers are meant. */
export function calledAs({ reachedBy }: Pick<Engine, 'reachedBy'>): readonly string[] {
  return reachedBy === 'sudo' ? ['sudo', '-H', 'enroot'] : ['enroot']
}

/** Lists the containers, and which of them run. */
export const listContainers: CommandOf<'enroot'> = declareHostCommand({
  id: 'enroot-list',
  form: '{enroot} list --fancy',
})

/** Shows whether enroot is there. */
export const showVersion: CommandOf<'enroot'> = declareHostCommand({ id: 'enroot-version', form: '{enroot} version' })

/** Writes down, in the folder of a container, that the container belongs to the host on which this is run. */
export const takeContainer: CommandOf<'user' | 'program' | 'folder'> = declareHostCommand({
  id: 'enroot-own',
  form: '{user} sh -c {program} {folder}',
})

/** The program of {@link takeContainer}. */
export const writeHost = '{ uname -n; cat /etc/machine-id; } >"$0/host"'
