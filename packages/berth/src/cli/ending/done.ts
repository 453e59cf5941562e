import type { ExitCode } from './exit-code.js'

/** Takes a subcommand's exit code, once it is done. */
export type Done = (exitCode: ExitCode) => void
