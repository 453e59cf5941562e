import type { ContainerEntry } from '@berth/core/adapter'
import { type Engine, engineWords } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** The command line that enters a running container; the engine's command is looked for where a login may not look. */
export function enterContainer(
  { argv, env, stdin, user, workingDirectory }: ContainerEntry,
  id: string,
  engine: Pick<Engine, 'dialect' | 'reachedBy'>,
): readonly string[] {
  return [
    ...['sh', '-c', programs.enter, 'berth-enter'],
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
