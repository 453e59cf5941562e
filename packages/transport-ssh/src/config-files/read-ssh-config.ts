import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigNode } from '../ssh-config/config-node.js'
import { expandHome } from '../ssh-config/databases/expand-home.js'
import { expandPath, machineTokens } from '../ssh-config/expand-tokens.js'
import { type Include, parseSshConfig } from '../ssh-config/parse-ssh-config.js'
import { SshConfigError } from '../ssh-config/ssh-config-error.js'
import type { ConfigFile } from './config-file.js'
import { refuseIfOthersMayWrite } from './config-permissions.js'
import { expandGlob } from './glob.js'

/** As deep as OpenSSH goes, so that files that include each other come to an end. */
const deepest = 16

/** The user who reads a configuration. */
export interface ConfigReader {
  readonly user: string
  readonly home: string
}

/**
 * Reads configuration files in their order of precedence, with the files that they include. One that is missing has
 * nothing to say; one that cannot be read or parsed, or that others may write, throws {@link SshConfigError}.
 */
export function readSshConfig(files: readonly ConfigFile[], reader: ConfigReader): readonly ConfigNode[] {
  return files.flatMap((file) => readFile(file, reader, 0))
}

function readFile(file: ConfigFile, reader: ConfigReader, depth: number): readonly ConfigNode[] {
  return parseSshConfig(textOf(file, reader, depth), file.path, (include) => {
    if (depth === deepest) {
      throw new SshConfigError(
        `${include.origin} includes files more than ${deepest} deep`,
        'Take out the Include that leads back to a file that is being read.',
      )
    }
    return pathsOf(include, file, reader).flatMap((path) =>
      readFile({ ...file, path, isChecked: true }, reader, depth + 1),
    )
  })
}

function textOf({ path, isChecked }: ConfigFile, { user }: ConfigReader, depth: number): string {
  let file: number | undefined
  try {
    // To open a named pipe would wait for a writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const status = fstatSync(file)
    if (status.isFIFO()) throw new SshConfigError(`${path} is a named pipe`, 'Put a file in its place.')
    if (isChecked) refuseIfOthersMayWrite(path, status, user)
    // A pattern that matches a folder beside the files that are meant is no fault, and says nothing.
    return status.isDirectory() && depth > 0 ? '' : readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    if (error instanceof SshConfigError) throw error
    throw new SshConfigError(`${path} cannot be read`, 'Make it readable for the user who runs Berth.', error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** The files that an Include names, in alphabetical order for each of its patterns. */
function pathsOf({ words, origin }: Include, { folder, mayNameHomes }: ConfigFile, reader: ConfigReader): string[] {
  return words.flatMap((word) => {
    const path = expandInclude(word, reader, origin)
    if (path === undefined) return []
    if (word.startsWith('~') && !mayNameHomes) {
      throw new SshConfigError(`${origin} includes ${word} in a file of the system`, 'Write the path from / on.')
    }
    return expandGlob(path.startsWith('/') ? path : join(folder, path))
  })
}

/** What an Include names; undefined where that is a variable that is not set, or the home of an unknown user. */
function expandInclude(word: string, { user, home }: ConfigReader, origin: string): string | undefined {
  const variables = [...word.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name)
  if (variables.some((name) => process.env[name] === undefined) || expandHome(word, home) === undefined)
    return undefined
  return expandPath(word, { d: home, u: user, ...machineTokens() }, origin)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
