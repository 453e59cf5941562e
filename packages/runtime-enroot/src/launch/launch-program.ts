import { type ContainerSpec, type HostProgram, type Trouble, toldInput } from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'
import {
  environmentInput,
  hooksThatMustExist,
  limitFlags,
  pathsThatMustExist,
  settingWords,
  startArguments,
} from './commands.js'
import { unsupported } from './unsupported.js'

/** Launches a container under a new id, or says what enroot cannot do. */
export function launchProgram(spec: ContainerSpec, { reachedBy, data }: Engine, id: string): HostProgram | Trouble {
  const lacks = unsupported(spec)
  if (lacks.length > 0) {
    return {
      reason: `enroot cannot do what is asked for:\n${lacks.join('\n')}`,
      remedy: 'Change these in runtime.args (defaults: none takes no default set), or use another runtime.',
    }
  }
  const { name, image, labels } = spec
  const identity = [name, id, image.id, image.configDigest ?? '', JSON.stringify(labels), JSON.stringify({ image })]
  const counted = [
    pathsThatMustExist(spec),
    spec.groupAdd,
    limitFlags(spec),
    settingWords(spec),
    hooksThatMustExist(spec),
  ]
  const words = counted.flatMap((list) => [String(list.length), ...list])
  const lease = spec.lease === undefined ? '' : `${spec.lease} ${labels['berth.launch'] ?? ''}`
  const asked = [data, ...identity, programs.supervise, ...words, spec.workdir ?? '', lease, ...startArguments(spec)]
  return { ...asUser(reachedBy, programs.launch, asked), input: toldInput(environmentInput(spec)) }
}
