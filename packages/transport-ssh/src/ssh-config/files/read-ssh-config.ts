import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigNode } from '../config-node.js'
import { type Include, parseSshConfig } from '../parse-ssh-config.js'
import { SshConfigError } from '../ssh-config-error.js'
import type { ConfigFile } from './config-file.js'
import { refuseIfOthersMayWrite } from './config-permissions.js'
import { expandHome } from './expand-home.js'
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
    file = openSync(path, 'r')
    const status = fstatSync(file)
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
function pathsOf({ words, origin }: Include, { folder, mayNameHomes }: ConfigFile, { home }: ConfigReader): string[] {
  return words.flatMap((word) => {
    if (word.startsWith('/')) return expandGlob(word)
    if (!word.startsWith('~')) return expandGlob(join(folder, word))
    const path = expandHome(word, home)
    if (mayNameHomes) return path === undefined ? [] : expandGlob(path)
    throw new SshConfigError(`${origin} includes ${word} in a file of the system`, 'Write the path from / on.')
  })
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
