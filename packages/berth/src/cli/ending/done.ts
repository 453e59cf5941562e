/** Takes a subcommand's exit code, once it is done. */
export type Done = (exitCode: number) => void
