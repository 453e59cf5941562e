import { readdirSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { ConfigNode, Directive } from './config-node.js'
import { parseSshConfig } from './parse-ssh-config.js'
import { matchesPattern } from './pattern.js'
import { SshConfigError } from './ssh-config-error.js'

/** As deep as OpenSSH goes, so that files that include each other come to an end. */
const deepest = 16

/**
 * Reads configuration files in their order of precedence, with the files that they include. One that is missing has
 * nothing to say; one that cannot be read or parsed throws {@link SshConfigError}.
 */
export function readSshConfig(files: readonly string[], home: string): readonly ConfigNode[] {
  return files.flatMap((file) => readFile(file, home, 0))
}

function readFile(file: string, home: string, depth: number): readonly ConfigNode[] {
  const text = textOf(file)
  return parseSshConfig(text, file, (include) => {
    if (depth === deepest) {
      throw new SshConfigError(
        `${include.origin} includes files more than ${deepest} deep`,
        'Take out the Include that leads back to a file that is being read.',
      )
    }
    return filesOf(include, dirname(file), home).flatMap((included) => readFile(included, home, depth + 1))
  })
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    throw new SshConfigError(`${file} cannot be read`, 'Make it readable for the user who runs Berth.', error)
  }
}

/** The files that an Include names, in alphabetical order for each of its patterns. */
function filesOf({ words }: Directive, folder: string, home: string): readonly string[] {
  return words.flatMap((word) => {
    const path = word.replace(/^~(?=\/)/, home)
    return expandGlob(isAbsolute(path) ? path : join(folder, path))
  })
}

function expandGlob(path: string): readonly string[] {
  if (!/[*?]/.test(path)) return [path]
  return path
    .split('/')
    .filter((step) => step !== '')
    .reduce<readonly string[]>(
      (folders, step) =>
        folders.flatMap((folder) => {
          if (!/[*?]/.test(step)) return [join(folder, step)]
          const visible = namesIn(folder).filter((name) => step.startsWith('.') || !name.startsWith('.'))
          return visible.filter((name) => matchesPattern(step, name)).map((name) => join(folder, name))
        }),
      ['/'],
    )
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
