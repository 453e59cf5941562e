import type { ContainerEntry } from '@berth/core/adapter'
import { type Engine, engineWords } from '../engine/engine.js'

/** The command line that enters a running container. */
export function enterContainer(
  { argv, env, stdin, user, workingDirectory }: ContainerEntry,
  id: string,
  engine: Pick<Engine, 'dialect' | 'reachedBy'>,
): readonly string[] {
  return [
    ...engineWords(engine),
    'exec',
    ...(stdin ? ['--interactive'] : []),
    ...(user === undefined ? [] : ['--user', user]),
    ...(workingDirectory === undefined ? [] : ['--workdir', workingDirectory]),
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    id,
    ...argv,
  ]
}
