import { programs } from '../command/programs.generated.js'

/**
 * Functions for the programs of adapters that pull with a `RegistryLogin`, to be evaluated there: `open_login FILE`
 * sets `password`, and `login` to a folder of mode 0700 that is gone when the program ends. One that was ended by
 * SIGKILL leaves it, until the next login is opened on that host. Where there is no password, the function fails, and
 * `said` is why.
 */
export const loginFunctions: string = programs['image/login']
