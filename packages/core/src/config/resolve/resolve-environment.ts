import type { EnvironmentInput } from '../model/cluster-file.js'
import type { ConfigPath } from '../model/path.js'
import type { Resolution } from './resolution.js'

/**
 * An environment map as text. A number that would be passed on in other digits than the file's is warned about, and so
 * is a reference to another variable.
 */
export function resolveEnvironment(
  environment: EnvironmentInput | null | undefined,
  path: ConfigPath,
  resolution: Resolution,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment ?? {}).map(([name, value]) => {
      const written = resolution.numberText([...path, name])
      if (written !== undefined) {
        const message = `is the number ${written}, which is passed on as ${value}; write it in quotes, "${written}"`
        resolution.warn('number_rewritten', [...path, name], message)
      }
      const reference = /\$(?:\w+|\{\w+\})/.exec(String(value))?.[0]
      if (reference !== undefined) {
        const message = `has ${reference}, which no shell expands: it is passed on as it is written; put the whole value here`
        resolution.warn('variable_not_expanded', [...path, name], message)
      }
      return [name, String(value)]
    }),
  )
}
