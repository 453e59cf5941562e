import { join } from 'node:path'

/** A file of the SSH configuration, and what holds for the files that it includes, and those that they include. */
export interface ConfigFile {
  readonly path: string
  /** The folder that a relative `Include` starts from, in included files too, wherever they are. */
  readonly folder: string
  /** Whether an `Include` may begin with `~`. */
  readonly mayNameHomes: boolean
  /** Whether the file is refused where others may write it. Files that are included always are. */
  readonly isChecked: boolean
}

const systemFile = '/etc/ssh/ssh_config'

/**
 * The files to read, by the rules of ssh for each: of those that the caller names, the system's file and the user's are
 * what they are, others are as with the option `-F` of ssh.
 */
export function configFilesOf(named: readonly string[] | undefined, home: string): readonly ConfigFile[] {
  const folder = join(home, '.ssh')
  const usersFile = join(folder, 'config')
  return (named ?? [usersFile, systemFile]).map((path) => ({
    path,
    folder: path === systemFile ? '/etc/ssh' : folder,
    mayNameHomes: path !== systemFile,
    isChecked: path === usersFile,
  }))
}
