import { statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { homeDirectory, readWholeFile, userName } from '../../contract/self/index.js'

/** Everything outside of the file that a config depends on. Each has a default taken from this process. */
export interface ConfigEnvironment {
  /** The user who runs Berth: stands in for `{user-id}`. Default is this process's user. */
  readonly user: string
  /** The folder that relative paths start from. Default is the working directory. */
  readonly cwd: string
  /** The folder that `~` stands for. Default is the user's home directory, or `/` where there is none. */
  readonly homeDirectory: string
  /** Whether a path on this machine is a file. Default asks the file system. */
  readonly fileExists: (path: string) => boolean
  /** A file's bytes. Default reads it. */
  readonly readFile: (path: string) => Uint8Array
}

/** The process's own environment, with the given members in place of its own. */
export function configEnvironment(given: Partial<ConfigEnvironment> = {}): ConfigEnvironment {
  return {
    user: given.user ?? userName(),
    cwd: given.cwd ?? process.cwd(),
    homeDirectory: given.homeDirectory ?? homeDirectory() ?? '/',
    fileExists: given.fileExists ?? isFile,
    readFile: given.readFile ?? readWholeFile,
  }
}

/** A path on this machine, absolute. */
export function absolutePath(path: string, { cwd, homeDirectory }: ConfigEnvironment): string {
  if (path === '~' || path.startsWith('~/')) return join(homeDirectory, path.slice(1))
  return isAbsolute(path) ? resolve(path) : resolve(cwd, path)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
