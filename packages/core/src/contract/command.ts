/**
 * The command to run. An array is an argument vector: no shell reads it, every byte but NUL arrives as it is. A string
 * is a shell program, run by bash where there is one, else by sh.
 */
export type Command = readonly string[] | string

/**
 * The standard input of a command: text as UTF-8, bytes, or pieces of bytes that are asked for one by one, no faster
 * than the command reads them (a `Readable` is such a source).
 */
export type CommandInput = string | Uint8Array | AsyncIterable<Uint8Array>

/**
 * The value of an environment variable: a text, taken as it is, or what is to stand before and after the value that the
 * variable has where the command runs.
 */
export type EnvironmentValue = string | ExtendedValue

/**
 * Text before and after the former value of a variable, with a colon between each: the `X:$KEY` and `$KEY:X` of a
 * cluster file. The former value is put in where the command runs, on the host or in the container; where it is empty
 * or not set, no colon is left for it. With neither text the variable keeps its value.
 */
export interface ExtendedValue {
  readonly prepend?: string
  readonly append?: string
}

/** Variables by name. A name has letters, digits and `_`, and does not begin with a digit. */
export type CommandEnvironment = Readonly<Record<string, EnvironmentValue>>

/** Options of one command, on a host or in a container. */
export interface ExecOptions {
  /**
   * The command's standard input, which is then closed. A source of pieces is asked for none before the command
   * started, and its `return` is called where the command ends first; an error that the source throws ends the command,
   * and `exec` rejects with that error. Default is none: standard input is empty, never inherited.
   */
  readonly stdin?: CommandInput
  /**
   * Environment of the command, over the variables that it would inherit. It travels ahead of standard input, once the
   * command has announced itself, and stands in no argument list: on the host, as in the container, only the user and
   * root can read it. A variable has at most 131,071 bytes, its name and the value that it extends included.
   */
  readonly env?: CommandEnvironment
  /**
   * Environment of the command that is no secret, under `env`: it may stand in argument lists, and then the command
   * need not wait for it.
   */
  readonly publicEnv?: Readonly<Record<string, string>>
  /**
   * Milliseconds after which the command's whole process tree is ended: on this side, and by a watchdog on the host
   * itself, so that a lost connection leaves nothing running. Default is no limit.
   */
  readonly timeout?: number
  /**
   * Milliseconds without a byte on either stream after which the command's whole process tree is ended, by this side.
   * Time in which `onOutput` holds the output back does not count. Default is no limit.
   */
  readonly idleTimeout?: number
  /**
   * Ends the command's whole process tree. A command that had started resolves with `endedBy: 'abort'` and what it
   * printed so far; one that had not rejects with `BERTH_ABORTED`, and with `BERTH_MAY_HAVE_RUN` where nobody can tell.
   */
  readonly signal?: AbortSignal
  /**
   * Called with each piece of output as it arrives, in order per stream. Pieces split anywhere, also within a
   * character. A promise holds both streams back, on the host too once its buffers are full, and the result waits for
   * the promise. Where a command is ended (`timeout`, `idleTimeout`, `signal`), what is held back 3 s after its tree
   * has ended is not passed on. An error that the function throws ends the command, and `exec`
   * rejects with that error.
   */
  readonly onOutput?: (stream: OutputStream, chunk: Uint8Array) => unknown
  /**
   * Bytes kept of each stream for the result; bytes after these are dropped and `truncated` is set. Default is 4 MiB.
   */
  readonly maxOutput?: number
}

/** One of a command's two output streams; they are never merged. */
export type OutputStream = 'stdout' | 'stderr'

/**
 * What ended a command. `idle`: it printed nothing for the `idleTimeout`. `lost`: the side that ran the command did not
 * tell of its end, because the connection went away, or the container, or its engine, whatever code the engine's own
 * client ended with.
 */
export type EndedBy = 'exit' | 'signal' | 'timeout' | 'idle' | 'abort' | 'lost'

/** A command of which nobody has said that it ended. */
export interface MayStillRun {
  /**
   * Why nobody has. `connection lost`: the connection went away. `end not told`: the way into the container ended, and
   * the command's own side had told of no end: the container, or its engine, went away. `sent too much`: the
   * host sent more output than it may while output was held back, so that this side cut the command's channel. `not
   * ended`: what was to end the command did not say that nothing of it is left.
   */
  readonly because: 'connection lost' | 'end not told' | 'sent too much' | 'not ended'
  /** The command's first process, by its number where it runs: on the host, or in the container. Null if not known. */
  readonly process: number | null
  /**
   * What was found left when the command was to be ended: processes that are the command's and could not be ended, and
   * processes that may be the command's, which are left alone. Empty where nobody has looked, and where what is there
   * may not be looked at.
   */
  readonly processes: readonly LeftProcess[]
}

/** A process that a command may have left. */
export interface LeftProcess {
  /** The process's number where the command runs: on the host, or in the container. */
  readonly process: number
  /** The name of the process's program, as the kernel keeps it: 15 bytes at most. Null if not known. */
  readonly command: string | null
  /** The name of the user whose process it is, or the user's number where there is no name. Null if not known. */
  readonly user: string | null
}

/**
 * How a command that did start ended. A non-zero exit code is a value, not an exception. Transports and runtimes give
 * text; a cluster's calls give bytes where they are asked to.
 */
export interface ExecResult<Output extends string | Uint8Array = string> {
  /** The host, by its name in the cluster file. */
  readonly host: string
  /** Exit code; null unless `endedBy` is `exit`. */
  readonly exitCode: number | null
  /**
   * Name of the signal that ended the command (`SIGKILL`); null unless `endedBy` is `signal`. Where a shell or an
   * engine stands in between (a timeout's watchdog, a container), the signal is reported as these report it: exit code
   * 128 and the signal's number.
   */
  readonly signal: string | null
  readonly endedBy: EndedBy
  /**
   * Set where the command may still run: its end was `lost`, or it was to be ended and what was to end it did not say
   * that nothing is left. Absent otherwise.
   */
  readonly mayStillRun?: MayStillRun
  /** Standard output. Text is decoded as UTF-8; bytes that are no UTF-8 become U+FFFD. */
  readonly stdout: Output
  /** Standard error, decoded as standard output is. */
  readonly stderr: Output
  /** Whether output was dropped because it exceeded `maxOutput`. */
  readonly truncated: boolean
  /** Milliseconds from asking to the close of the last stream. */
  readonly duration: number
}
