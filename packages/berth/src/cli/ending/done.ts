import type { ExitCode } from '@berth/core'

/** Takes a subcommand's exit code, once it is done. */
export type Done = (exitCode: ExitCode) => void
