import type { CommandEnvironment, OutputStream } from '../../contract/index.js'
import type { MaxFailures } from '../../fanout/index.js'
import type { HostSelection } from '../targets/host-selection.js'
import type { Duration } from './duration.js'
import type { ClusterInput } from './hosts-input.js'
import type { OutputEncoding } from './output-encoding.js'

/** Options of a command on many hosts. */
export interface ClusterExecOptions<Encoding extends OutputEncoding = 'utf8'> {
  /** Default is all hosts. */
  readonly hosts?: HostSelection
  /**
   * Find out first, by connecting alone, which hosts can be reached, and run the command as one of these: it is begun
   * nowhere before that is known, and ranks have no gap. Each of the others has the result that it was not started.
   * Default is false: each host for itself, so that a host is counted among the others though it cannot be reached.
   */
  readonly skipUnreachable?: boolean
  /**
   * On how many hosts the command runs at once: as soon as it has ended on one, it begins on the next, in the order of
   * the hosts. A source of `stdin` is read by all hosts at once and goes with no number below theirs. Default is all.
   */
  readonly parallel?: number
  /**
   * On how many hosts the command may fail: a number, or a share of the hosts of the call, `5%`, rounded down. Once it
   * has failed on more, it is begun nowhere any more (`BERTH_NOT_BEGUN`), which is only told of hosts that wait
   * (`parallel`); `throwIfFailed` of the results lets as many pass. Default is none, and that it is begun everywhere.
   */
  readonly maxFailures?: MaxFailures
  /** Time after which the command's whole process tree is ended, on each host for itself. Default is no limit. */
  readonly timeout?: Duration
  /**
   * Time without a byte of output after which the command's whole process tree is ended, on each host for itself.
   * Default is no limit.
   */
  readonly idleTimeout?: Duration
  /** Ends the command's process tree on all hosts; each result then says `endedBy: 'abort'`. */
  readonly signal?: AbortSignal
  /**
   * Environment of the command, over the cluster file's `env_vars`: `{ PATH: { prepend: '/opt/bin' } }` extends what
   * the command would have. It stands in no argument list on the hosts or in the containers: only the command's own
   * user, and root, can read it. Rejects with `TypeError` for names that begin with `BERTH_`, which are Berth's own.
   */
  readonly env?: CommandEnvironment
  /**
   * The same standard input for every host, and then its end: text, bytes, a file of this machine, or pieces from a
   * source, as a `Readable` is one. A source is read once for all hosts, no faster than the slowest of them reads; a
   * host whose command has ended, or did not begin, holds it back no longer, and once none is left the source is let go
   * (`return`; a `Readable` is destroyed). An error that the source throws ends the command on all hosts
   * (`BERTH_FILE_FAILED`). Default is none: standard input is empty.
   */
  readonly stdin?: ClusterInput
  /**
   * Whether `{rank}`, `{host}`, `{world_size}` and `{head}` in the command are filled in for each host: its place among
   * the hosts of the call, as in `BERTH_RANK`, its name, their number, and `BERTH_HEAD`. Behind a `$` or
   * another brace they are left as they are: `${rank}`, `{{rank}}`. Default is false.
   */
  readonly template?: boolean
  /**
   * Called with each piece of output as it arrives, in order per host and stream. Pieces split anywhere, also within a
   * character; a promise holds both streams of that host back.
   */
  readonly onOutput?: (host: string, stream: OutputStream, chunk: Uint8Array) => unknown
  /** Called when it is a host's turn that had to wait for the turn (`parallel`). It must not throw. */
  readonly onHostBegin?: (host: string) => void
  /**
   * Called when the command has ended on a host, or could not be started there, before the results of all hosts are
   * known. It must not throw.
   */
  readonly onHostEnd?: (host: string) => void
  /**
   * Bytes kept of each stream of each host for the results; bytes after these are dropped there and `truncated` is set.
   * Default is 1 MiB, 64 KiB beside an `outputDir`, and less on more than 256 hosts: 256 MiB over all of them.
   */
  readonly maxOutput?: number
  /**
   * `utf8`: results hold text; bytes that are no UTF-8 become U+FFFD. `buffer`: results hold `Uint8Array`s, byte for
   * byte. Default is `utf8`. `onOutput` and `outputDir` always get the bytes.
   */
  readonly encoding?: Encoding
  /**
   * Folder on this machine, made where it is missing, in which the whole output of each host is kept, however long:
   * `HOST.stdout` and `HOST.stderr`. Files of an earlier command there are replaced. Default is none.
   */
  readonly outputDir?: string
}

/**
 * Where a detached command runs: in the containers (the default; on the hosts of a baremetal cluster), or on the hosts
 * themselves.
 */
export interface DetachedTargetOptions {
  /** Default is all hosts. */
  readonly hosts?: HostSelection
  /** Default is `container`. */
  readonly on?: 'container' | 'host'
  /** User in the container, name or uid; a `TypeError` for hosts. Default is the image's own. */
  readonly user?: string
}

/** Options of {@link DetachedCommand.wait}. `timeout` and `signal` end the waiting alone. */
export type DetachedWaitOptions<Encoding extends OutputEncoding = 'utf8'> = Pick<
  ClusterExecOptions<Encoding>,
  'timeout' | 'signal' | 'onOutput' | 'onHostEnd' | 'maxOutput' | 'outputDir' | 'encoding'
>

/** Options of {@link Cluster.listDetached}. */
export interface ListDetachedOptions extends DetachedTargetOptions {
  readonly signal?: AbortSignal
}

/** Options of {@link Cluster.start}. */
export interface StartOptions extends DetachedTargetOptions {
  /** Ends the starting, not commands that have started. */
  readonly signal?: AbortSignal
  /** Environment of the command, as {@link ClusterExecOptions.env}. */
  readonly env?: CommandEnvironment
  /** As {@link ClusterExecOptions.template}. Default is false. */
  readonly template?: boolean
  /** Working directory in the container. Default is the image's own. */
  readonly workingDirectory?: string
}

/** Options of {@link Cluster.execEach}. */
export interface EachExecOptions<Encoding extends OutputEncoding = 'utf8'>
  extends ClusterContainerExecOptions<Encoding> {
  /** Where the commands run. Default is `container`, and the hosts themselves of a baremetal cluster. */
  readonly on?: 'container' | 'host'
}

/** Options of a command in containers. */
export interface ClusterContainerExecOptions<Encoding extends OutputEncoding = 'utf8'>
  extends ClusterExecOptions<Encoding> {
  /** User in the container, name or uid. Default is the image's own. */
  readonly user?: string
  /** Working directory in the container. Default is the image's own. */
  readonly workingDirectory?: string
}
