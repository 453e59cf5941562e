import type { RuntimeRules } from '../../contract/index.js'
import { askedArgs } from '../asked-args.js'
import type { ContainerConfig } from '../model/cluster-config.js'
import { argsPath } from '../model/file-keys.js'
import type { Finding } from '../model/findings.js'

/**
 * What the runtime of a container would not take: its name, its image, its arguments. `rules` are those of that very
 * runtime.
 */
export function runtimeProblems(
  { name, namePinned, image, pull, imageTar, runtime }: ContainerConfig,
  rules: RuntimeRules,
): readonly Finding[] {
  // A file whose image is missing or no image at all has been told so, and its default name follows from none.
  if (image === '') return []
  const ofName = rules.name?.(name) ?? null
  const ofImage = rules.image?.({ reference: image, pull, archive: imageTar }) ?? null
  const given = namePinned ? `is ${JSON.stringify(name)}` : `is not given, and its default is ${JSON.stringify(name)}`
  const ofArgs = rules.args?.(askedArgs(runtime.args)) ?? []
  return [
    ...ofArgs.map(({ path, message }): Finding => ({ path: [...argsPath, ...path], at: 'value', message })),
    ...(ofName === null ? [] : [finding('name', `${given}, which ${runtime.name} takes for no name: ${ofName}`)]),
    ...(ofImage === null
      ? []
      : [finding('image', `is ${JSON.stringify(image)}, which ${runtime.name} takes for no image: ${ofImage}`)]),
  ]
}

function finding(key: 'name' | 'image', message: string): Finding {
  return { path: ['container', key], at: 'value', message }
}
