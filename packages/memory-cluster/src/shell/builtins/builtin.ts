import type { RunningShell } from '../context/running-shell.js'

/** A command that works in the shell's own process. The first word is its name. */
export type Builtin = (shell: RunningShell, argv: readonly string[]) => Promise<number>

/** Commands of the shell itself, by their names. */
export type Builtins = Readonly<Record<string, Builtin>>
