import type { CommandEnvironment } from '../../contract/index.js'
import type { EnvironmentInput } from '../model/cluster-file.js'
import type { ConfigPath } from '../model/path.js'
import { isReservedVariable } from '../reserved-variables.js'
import { environmentValue, hasReference, textsOf } from './environment-value.js'
import type { Resolution } from './resolution.js'

/**
 * The environment of commands. A variable may extend the value that it has where the command runs; any other reference
 * is warned about, and so is a number that would be passed on in other digits than the file's.
 */
export function resolveEnvVars(
  environment: EnvironmentInput | null | undefined,
  resolution: Resolution,
): CommandEnvironment {
  const path = ['env_vars']
  return mapEntries(environmentTexts(environment, path, resolution), (name, text) => {
    const value = environmentValue(name, text)
    if (textsOf(value).some(hasReference)) {
      const message = `has a $ that is passed on as it is written: only $${name} alone between colons, as in /some/folder:$${name}, is put in`
      resolution.warn('variable_not_expanded', [...path, name], message)
    }
    return value
  })
}

/**
 * The environment that a container is made with, as text. No engine expands a reference to a variable: each is warned
 * about, as numbers are, and refused in a PATH on which no shell would be found then.
 */
export function resolveEnvironment(
  environment: EnvironmentInput | null | undefined,
  path: ConfigPath,
  resolution: Resolution,
): Record<string, string> {
  return mapEntries(environmentTexts(environment, path, resolution), (name, text) => {
    if (name === 'PATH' && hasReference(text) && !hasShell(text)) {
      resolution.findings.add([...path, name], withoutShell)
    } else if (hasReference(text)) {
      const message = `has a $ that is passed on as it is written, as no engine expands it; in env_vars, /some/folder:$${name} is`
      resolution.warn('variable_not_expanded', [...path, name], message)
    }
    return text
  })
}

function environmentTexts(
  environment: EnvironmentInput | null | undefined,
  path: ConfigPath,
  resolution: Resolution,
): Record<string, string> {
  return mapEntries(environment ?? {}, (name, value) => {
    if (isReservedVariable(name)) resolution.findings.add([...path, name], reserved, 'key')
    const written = resolution.numberText([...path, name])
    if (written !== undefined) {
      const message = `is the number ${written}, which is passed on as ${value}; write it in quotes, "${written}"`
      resolution.warn('number_rewritten', [...path, name], message)
    }
    return String(value)
  })
}

const withoutShell =
  'has a $ that no engine expands, and names neither /usr/bin nor /bin, so that no shell would be found in the container; write it in env_vars, which puts the $ in, or write all folders here'

/** Whether a PATH names a folder in which a shell commonly is, apart from what a reference in it would bring. */
function hasShell(text: string): boolean {
  return text.split(':').some((folder) => /^(\/usr)?\/bin\/*$/.test(folder))
}

const reserved =
  'begins with BERTH_, as the variables do by which Berth tells commands of their rank and finds their processes; take another name'

function mapEntries<From, To>(
  map: Readonly<Record<string, From>>,
  change: (name: string, value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(name, value)]))
}
