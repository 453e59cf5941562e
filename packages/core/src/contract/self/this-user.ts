import { userInfo } from 'node:os'
import { isAbsolute } from 'node:path'

/**
 * Login name of the user who runs this process. A user id may have no entry in the password database, as in many
 * containers: then what `USER` or `LOGNAME` says, else `uid-` and the number.
 */
export function userName(): string {
  return nameOf(process.env, userEntry())
}

/**
 * Home directory of that user, absolute: `HOME`, which counts only when absolute, else that of the password database.
 * Null where neither names one.
 */
export function homeDirectory(): string | null {
  return homeOf(process.env, userEntry())
}

/** See {@link userName}. */
export function nameOf(environment: Environment, entry: UserEntry | null): string {
  return entry?.username || environment.USER || environment.LOGNAME || `uid-${process.getuid?.() ?? 'unknown'}`
}

/** See {@link homeDirectory}. */
export function homeOf(environment: Environment, entry: UserEntry | null): string | null {
  const [home] = [environment.HOME, entry?.homedir].filter((path) => path !== undefined && isAbsolute(path))
  return home ?? null
}

type Environment = Readonly<Record<string, string | undefined>>

/** The user's entry in the password database. */
interface UserEntry {
  readonly username: string
  readonly homedir: string
}

/** Null where there is no entry. */
function userEntry(): UserEntry | null {
  try {
    return userInfo({ encoding: 'utf8' })
  } catch {
    return null
  }
}
