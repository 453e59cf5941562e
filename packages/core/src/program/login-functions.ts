import { programs } from '../command/programs.generated.js'
import type { RegistryLogin } from '../contract/index.js'

/**
 * Functions for the programs of adapters that pull with a `RegistryLogin`, to be evaluated there before anything else
 * can read standard input: `hear_password FILE` takes a password that comes on it, then `open_login FILE` sets
 * `password`, and `login` to a folder of mode 0700 that is gone when the program ends. One that was ended by SIGKILL
 * leaves it, until the next login is opened on that host. Where there is no password, the function fails, and `said` is
 * why.
 */
export const loginFunctions: string = programs['image/login']

/** How a program with {@link loginFunctions} comes by the password of a login, and how messages say it. */
export interface LoginPassword {
  /** What the functions take as `FILE`: a path on the host, or `-` for standard input. */
  readonly file: string
  /** The program's standard input. Default is none. */
  readonly input?: string
  /** What holds the password: `~/token on the host`. */
  readonly holder: string
}

/** How a program comes by the password of a login. */
export function loginPassword(login: RegistryLogin): LoginPassword {
  if ('passwordFile' in login) return { file: login.passwordFile, holder: `${login.passwordFile} on the host` }
  return { file: '-', input: `${login.password.reveal()}\n`, holder: login.passwordFrom }
}
