import { userInfo } from 'node:os'
import { isAbsolute } from 'node:path'

/**
 * Login name of the user who runs this process. A user id may have no entry in the password database, as in many
 * containers: then what `USER` or `LOGNAME` says, else `uid-` and the number.
 */
export function userName(environment: Environment = process.env, entry: UserEntry | null = userEntry()): string {
  return entry?.username || environment.USER || environment.LOGNAME || `uid-${process.getuid?.() ?? 'unknown'}`
}

/**
 * Home directory of that user, absolute: `HOME`, which counts only when absolute, else that of the password database.
 * Null where neither names one.
 */
export function homeDirectory(
  environment: Environment = process.env,
  entry: UserEntry | null = userEntry(),
): string | null {
  const [home] = [environment.HOME, entry?.homedir].filter((path) => path !== undefined && isAbsolute(path))
  return home ?? null
}

type Environment = Readonly<Record<string, string | undefined>>

interface UserEntry {
  readonly username: string
  readonly homedir: string
}

/** The user's entry in the password database; null where there is none. */
function userEntry(): UserEntry | null {
  try {
    return userInfo({ encoding: 'utf8' })
  } catch {
    return null
  }
}
