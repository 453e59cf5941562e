import { isReservedVariable } from '../../config/reserved-variables.js'
import type { CommandEnvironment, EnvironmentValue } from '../../contract/index.js'
import { WrongUseError } from '../../errors/index.js'

/**
 * The environment of one call's commands: what the call gives, over the cluster file's. A value that extends the former
 * one extends the file's.
 *
 * Throws `TypeError` for a variable that Berth itself gives to commands.
 */
export function callEnvironment(ofFile: CommandEnvironment, ofCall: CommandEnvironment = {}): CommandEnvironment {
  const given = Object.entries(ofCall).map(([name, value]) => {
    if (isReservedVariable(name)) {
      throw new WrongUseError(
        `${JSON.stringify(name)} begins with BERTH_, as the variables do that Berth itself gives to commands`,
      )
    }
    return [name, extend(Object.hasOwn(ofFile, name) ? ofFile[name] : undefined, value)] as const
  })
  return { ...ofFile, ...Object.fromEntries(given) }
}

function extend(former: EnvironmentValue | undefined, value: EnvironmentValue): EnvironmentValue {
  if (former === undefined || typeof value === 'string') return value
  const { prepend, append } = value
  if (typeof former === 'string') return join(prepend, former || undefined, append) ?? ''
  const before = join(prepend, former.prepend)
  const after = join(former.append, append)
  return { ...(before !== undefined && { prepend: before }), ...(after !== undefined && { append: after }) }
}

function join(...parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined)
  return given.length === 0 ? undefined : given.join(':')
}
