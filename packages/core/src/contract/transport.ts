import type { Command, ExecOptions, ExecResult } from './command.js'

/** How commands reach the operating systems of hosts. One transport for each kind of way: `ssh`, `local`, `slurm`. */
export interface Transport extends AsyncDisposable {
  /** Short name, as in messages: `ssh`. */
  readonly name: string
  /**
   * Opens the one connection that all work on this host shares. Nothing is run by connecting.
   *
   * Rejects with `BERTH_HOST_UNREACHABLE`, `BERTH_HOST_KEY`, `BERTH_AUTH_FAILED`, `BERTH_OPEN_FILES` where this machine
   * can open no further file, or `BERTH_ABORTED` when `signal` aborts; then nothing is left open.
   */
  connect(host: string, options?: ConnectOptions): Promise<HostConnection>
  /**
   * What this machine's own settings say against the ways to hosts, found without connecting to any of them. Optional.
   * Default is that nothing is known. Core asks once, for all hosts of a cluster object, before its first connection,
   * so that whatever is found is told before anything is tried. Never rejects.
   */
  examine?(hosts: readonly string[]): Promise<Examination>
  /**
   * Runs one command on each of many hosts through a fan-out of the transport's own (one `srun`, say). Optional, and
   * not called yet: core asks all hosts' connections at once, and this call is the place for a fan-out that can do
   * better. Same obligations as {@link HostConnection.exec}; a host that failed has its error in the result, and every
   * host asked has an entry.
   */
  execOnAll?(
    commands: ReadonlyMap<string, Command>,
    options?: ExecOptions,
  ): Promise<ReadonlyMap<string, ExecResult | Error>>
  /**
   * Opens a connection of its own to a host, on which commands may log in from there to other hosts as this transport
   * does. Optional. Default is that no host reaches another: what all are to have is sent to each from here.
   *
   * Rejects as {@link connect} does, and with `BERTH_CAPABILITY_MISSING` where commands on the host cannot log in
   * elsewhere so that nobody there could log in anywhere else by it; then nothing is left open.
   */
  openPassages?(host: string, options?: ConnectOptions): Promise<Passages>
  /** Closes every connection that this transport opened. Idempotent. */
  close(): Promise<void>
}

/** A connection to a host whose commands may log in to other hosts, as the user does from here, without a key there. */
export interface Passages extends AsyncDisposable {
  /** The host, by its name in the cluster file. */
  readonly host: string
  /** As {@link HostConnection.exec}. */
  exec(command: Command, options?: HostExecOptions): Promise<ExecResult>
  /**
   * Lets a command on this connection log in to another host, once, and to no other one, until the passage is closed.
   * Rejects as {@link Transport.connect} does for the other host, and with `BERTH_CAPABILITY_MISSING` where the login
   * that this transport has there cannot be made from elsewhere, as one by a password.
   */
  to(host: string, options?: ConnectOptions): Promise<Passage>
  /** Ends the commands that run on this connection, and closes it. Idempotent. */
  close(): Promise<void>
}

/** A way from one host to another. */
export interface Passage {
  /**
   * The words of a command that logs in to the other host and runs there the command line that is its last word, given
   * behind these, by the login user's shell. It passes standard input and both outputs on.
   */
  readonly words: readonly string[]
  /** Lets nobody log in by it any more; what has logged in goes on. Idempotent. */
  close(): void
}

/** What is known of the ways to hosts before any of them is connected to. */
export interface Examination {
  /** Hosts to which no connection can be made, each with the error that `connect` rejects with. */
  readonly errors: ReadonlyMap<string, Error>
  /**
   * Settings that apply on the way to a host and are not heeded, as sentences that name file and line. Without the
   * host: the same is told once for all hosts that it is about.
   */
  readonly remarks: ReadonlyMap<string, readonly string[]>
}

/** Options of {@link Transport.connect}. */
export interface ConnectOptions {
  readonly signal?: AbortSignal
}

/** One host's operating system, as the login user sees it. */
export interface HostConnection extends AsyncDisposable {
  /** The host, by its name in the cluster file. */
  readonly host: string
  /**
   * Runs a command on the host and resolves when its last stream has closed, not when its exit code is known.
   *
   * The result's output is the command's own: the text that a login profile or banner prints before the command
   * starts is left out. A non-zero exit code, a signal, the timeout, an abort and a lost connection are values of
   * {@link ExecResult.endedBy}. Rejects with `BERTH_EXEC_NOT_STARTED` (retryable) if the command provably did not
   * start, as {@link Transport.connect} does if there was no connection to run the command on, with
   * `BERTH_CONNECTION_LOST` if the connection was lost before the command was seen to start: the command may have
   * run, unless the error is retryable; with `BERTH_ABORTED` if the command was aborted before it started, with
   * `BERTH_TIMEOUT` if the time was up before it started, with `BERTH_MAY_HAVE_RUN` (never retryable) if the host had
   * been asked by then and the command was not seen to start, which a command that waits for `env` or standard input
   * provably did not; with `BERTH_STATE` if the connection was closed, with `TypeError` for wrong use: a command
   * without words, a NUL byte, more than the host's kernel takes, a timeout that is no positive number. Nothing is
   * ever run twice.
   */
  exec(command: Command, options?: HostExecOptions): Promise<ExecResult>
  /**
   * Writes a file on the host, atomically: readers see the old content or the new, whole. Rejects with
   * `BERTH_FILE_FAILED`, or `BERTH_ABORTED`; then the old content is still there. An abort that comes when the new
   * content is already there changes nothing. Rejects with `BERTH_CONNECTION_LOST` (retryable) if the connection was
   * lost meanwhile: then the file has the old content or the new, and writing it again does no harm.
   */
  putFile(path: string, content: string | Uint8Array, options?: PutFileOptions): Promise<void>
  /**
   * Reads a whole file from the host into memory; changes nothing. What it resolves with has the size that the host
   * announced and the hash that the host made. Rejects with `BERTH_FILE_FAILED`, for what is no regular file and for a
   * file that is larger than `maxSize` too, `BERTH_ABORTED`, or `BERTH_CONNECTION_LOST` (retryable).
   */
  getFile(path: string, options?: GetFileOptions): Promise<Uint8Array>
  /** Ends the commands that run on this connection, and closes the connection. Idempotent. */
  close(): Promise<void>
}

/**
 * Options of a host's exec that only adapters need: for commands that are a way to a command elsewhere (`docker exec`).
 */
export interface HostExecOptions extends ExecOptions {
  /**
   * The beginning of the lines that the inner command's own side prints, on both streams. `\nANNOUNCEMENT PROCESS\n`
   * when its work begins, with the number of its process: output before the line is left out, and without the line the
   * command has not started. `\x1eANNOUNCEMENT exit CODE\n` when it has ended, behind all that it printed: this code is
   * the command's, and without the line on both streams its end is `lost`, whatever the command on the host exits with.
   * Where there is `env` or standard input, the inner side takes a first line of its standard input after it has
   * announced itself, lets a shell evaluate the line, and begins: without the line nothing is run. `publicEnv` is for
   * the command's own words to give. Default: the connection prints a line before the command, and believes the exit
   * code of the command on the host.
   */
  readonly announcement?: string
  /**
   * The command that is run on the host to end the inner command, whose processes are not children of the command on
   * the host. It prints `\nANNOUNCEMENT ended\n` once nothing of the inner command is left; without that the command
   * may still run. The watchdog on the host runs the terminator at the deadline too. Default is none: the command's own
   * tree is all there is.
   */
  readonly terminator?: Command
}

/** Options of {@link HostConnection.putFile}. */
export interface PutFileOptions {
  /** Permission bits. Default is 0o600. */
  readonly mode?: number
  readonly signal?: AbortSignal
}

/** Options of {@link HostConnection.getFile}. */
export interface GetFileOptions {
  /** Bytes that the file may have at most; a larger one is refused before it is read. Default is 256 MiB. */
  readonly maxSize?: number
  readonly signal?: AbortSignal
}
