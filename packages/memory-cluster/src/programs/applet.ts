import type { Process } from '../os/process.js'

/** A small program: works through its process, and gives back its exit code. */
export type Applet = (process: Process, args: readonly string[]) => Promise<number>

/** Programs by their names. */
export type Applets = Readonly<Record<string, Applet>>
