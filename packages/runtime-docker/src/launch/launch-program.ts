import { type ContainerSpec, type HostProgram, type Trouble, toldInput } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'
import { createArguments, pathsThatMustExist, readyLine } from './commands.js'
import { environmentWay } from './environment.js'
import { gpuWords } from './gpus.js'
import { refusedGroups } from './rootless-groups.js'

/** Creates a container and starts it, or why this engine cannot. */
export function launchProgram(spec: ContainerSpec, engine: Engine): HostProgram | Trouble {
  const { dialect, reachedBy } = engine
  const environment = environmentWay(spec.env)
  if ('reason' in environment) return environment
  const paths = pathsThatMustExist(spec, dialect)
  const gpus = gpuWords(spec.gpus, dialect)
  const settings = [
    dialect.words.noInit.source,
    dialect.removeFlags.join(' '),
    environment.inherited.join(','),
    gpus.first.join(' '),
    gpus.instead.join(' '),
    dialect.words.noGpuDriver?.source ?? '',
    spec.entrypoint === 'keep' ? readyLine : '',
    spec.lease === undefined ? '' : '--rm',
    dialect.liveRestore ?? '',
    dialect.whereabouts.usual,
  ]
  return (
    refusedGroups(engine, spec) ?? {
      program: programs.launch,
      words: [
        reachedBy,
        dialect.program,
        ...settings,
        String(paths.length),
        ...paths,
        ...createArguments(spec, dialect, environment.flags),
      ],
      input: toldInput(environment.input),
    }
  )
}
