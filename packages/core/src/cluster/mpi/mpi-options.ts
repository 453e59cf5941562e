import type { Command, CommandEnvironment, OutputStream } from '../../contract/index.js'
import type { Duration } from '../exec/duration.js'
import type { HostSelection } from '../targets/host-selection.js'
import type { MpiFamily } from './launcher/launcher.js'
import type { RanksAsked } from './ranks/place-ranks.js'
import type { MpiLaunch } from './words/launch.js'

/** Options of `Cluster.mpirun`. */
export interface MpiOptions extends RanksAsked {
  /** The program of each rank: an argument vector, or a text for a shell. Its standard input is empty. */
  readonly command: Command
  /** Default is all hosts. The launcher runs on the head host, or on the first where the head takes no part. */
  readonly hosts?: HostSelection
  /** Environment of each rank, over the cluster file's `env_vars`; values stand in no argument list. */
  readonly env?: CommandEnvironment
  /** Which MPI. Default is `auto`: the one that `mpirun`, or else `mpiexec`, is of in the head's container. */
  readonly mpi?: MpiFamily | 'auto'
  /**
   * How the launcher's daemons are started in the other containers. `sshd`: through Berth's own sshd there. `berth`: by
   * this process, over its connections, with no sshd and no key. Default is `auto`: `sshd` where the cluster file wants
   * one and the launcher runs as root, else `berth`.
   */
  readonly launch?: MpiLaunch | 'auto'
  /** Words for the launcher itself, before the command: `['--bind-to', 'none']`. Default is none. */
  readonly args?: readonly string[]
  /**
   * The network for MPI's own TCP and the launcher's: an interface (`eth1`), or an address with its prefix
   * (`10.1.0.0/16`), which for MPICH is one of the head host's own, or is refused. Default is `auto`: the smallest
   * network of the head host that has the addresses of all hosts, or the launcher's own choice where there is none.
   */
  readonly interface?: string
  /** User in the containers, name or uid. Default is the image's own. */
  readonly user?: string
  /** Working directory in the containers. Default is the image's own. */
  readonly workingDirectory?: string
  /** Whether each line of output begins with its rank, as the launcher writes it. Default is false. */
  readonly tagOutput?: boolean
  /** Time after which every rank on every host is ended. Default is no limit. */
  readonly timeout?: Duration
  /**
   * Time after which a host of which nothing is heard is lost, and every rank on every host is ended, there too. A host
   * that answers in any way is not lost, nor one that is silent while no other is heard: these have fifteen times as
   * long. Default is `1.5s`.
   */
  readonly lostAfter?: Duration
  /** Ends every rank on every host; the result then says `endedBy: 'abort'`. */
  readonly signal?: AbortSignal
  /** Called with each piece of output as it arrives, in order per stream; a promise holds both streams back. */
  readonly onOutput?: (stream: OutputStream, chunk: Uint8Array) => unknown
  /** Bytes kept of each stream for the result; with 0 its error quotes nothing of them either. Default is 4 MiB. */
  readonly maxOutput?: number
}
