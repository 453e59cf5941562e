import type {
  ClusterConfig,
  ErrorJson,
  FailedRank,
  FoundContainer,
  FoundLease,
  FoundParts,
  HostAction,
  ImageIdentity,
  Lifetime,
  MpiLaunch,
  MpiLauncher,
  MpiResult,
  Observation,
  Owner,
  OwnerStanding,
  PlanAction,
  SeenCommand,
  SpecDifference,
  Transferred,
  ValueSource,
} from '@berth/core'
import type { CommandAnswer } from './command-answer.js'

/** What each subcommand says with `--json`: members of the envelope, and members of each host. */
export interface Answers {
  /** A command line that names no subcommand. */
  readonly berth: { readonly members: NoMembers; readonly host: NoMembers }
  readonly validate: { readonly members: ValidateMembers; readonly host: NoMembers }
  readonly config: { readonly members: ConfigMembers; readonly host: NoMembers }
  readonly plan: { readonly members: PlanMembers; readonly host: HostPlanAnswer }
  readonly pull: { readonly members: PullMembers; readonly host: PulledAnswer }
  readonly push: { readonly members: PullMembers; readonly host: PulledAnswer }
  readonly save: { readonly members: SaveMembers; readonly host: PulledAnswer }
  readonly up: { readonly members: ChangeMembers; readonly host: ChangedHostAnswer }
  readonly down: { readonly members: ChangeMembers; readonly host: ChangedHostAnswer }
  readonly status: { readonly members: NoMembers; readonly host: HostStatusAnswer }
  readonly ls: { readonly members: NoMembers; readonly host: FoundAnswers }
  readonly prune: { readonly members: PruneMembers; readonly host: PrunedAnswers }
  readonly exec: { readonly members: NoMembers; readonly host: CommandAnswer }
  readonly 'exec --detach': { readonly members: IdMembers; readonly host: NoMembers }
  readonly run: { readonly members: NoMembers; readonly host: CommandAnswer }
  readonly mpirun: { readonly members: MpirunMembers; readonly host: NoMembers }
  readonly ps: { readonly members: NoMembers; readonly host: DetachedAnswer }
  readonly wait: { readonly members: IdMembers; readonly host: CommandAnswer }
  readonly stop: { readonly members: IdMembers; readonly host: NoMembers }
  readonly forget: { readonly members: ForgottenMembers; readonly host: ForgottenMembers }
  readonly put: { readonly members: NoMembers; readonly host: PutAnswer }
  readonly get: { readonly members: NoMembers; readonly host: SavedAnswer }
}

/** A subcommand, as the envelope names it. */
export type Subcommand = keyof Answers

type NoMembers = Readonly<Record<never, never>>

/** Where each value was written, by its JSON pointer in the cluster file; what is not there is a default. */
export type SourcesAnswer = Readonly<Record<string, ValueSource>>

interface ValidateMembers {
  readonly config: ClusterConfig | null
  readonly sources: SourcesAnswer | null
}

interface ConfigMembers {
  /**
   * What Berth works with, with the keys of a cluster file; without the password, but with the values of `env_vars` and
   * `env`.
   */
  readonly config: Readonly<Record<string, unknown>> | null
  readonly sources: SourcesAnswer | null
}

interface IdMembers {
  /** Id of the detached command. */
  readonly id: string | null
}

interface PullMembers {
  /** The image as the cluster file names it; null for a baremetal cluster. */
  readonly reference: string | null
}

interface SaveMembers {
  /** The name of the new image. */
  readonly reference: string | null
  /** The host whose container was saved, and the container's id; null where none was. */
  readonly host: string | null
  readonly container: string | null
  /** The file of this machine that the image is in; null where hosts were given it. */
  readonly archive: string | null
  /** What the image is. */
  readonly configDigest: string | null
  /** Bytes of what the image has on top of the one that the container was made from; of all where it is one file. */
  readonly bytes: number | null
}

interface PulledAnswer {
  /** What the image is on the host; null for a baremetal cluster. */
  readonly image: ImageIdentity | null
  /** Whether the host did not have this image by this name before. */
  readonly changed: boolean
}

interface PlanMembers {
  readonly action: PlanAction | null
  /** The TCP port of the sshd that an `up` would see to in each container; null where it would see to none. */
  readonly sshdPort: number | null
}

interface ChangeMembers {
  readonly action: PlanAction | null
  /** Id of the run of this process. */
  readonly run: string | null
}

/** What the policy decided for one host. */
export interface HostPlanAnswer {
  readonly state: Observation['state']
  readonly action: HostAction
  readonly reason: string
  /**
   * In what the container differs from what the cluster file asks for now; null where there is none of this cluster and
   * user, or its label cannot be read.
   */
  readonly drift: readonly SpecDifference[] | null
}

/** What was done on one host. */
export interface ChangedHostAnswer extends HostPlanAnswer {
  /** Id of the container that there is now. */
  readonly container: string | null
}

/** The container of one host, and what `up` would do there. */
export interface HostStatusAnswer {
  readonly state: Observation['state']
  readonly container: ContainerAnswer | null
  /** Id of the run that made the container; null where Berth's labels say none, as the two that follow. */
  readonly run: string | null
  readonly owner: Owner | null
  readonly lifetime: Lifetime | null
  /** The TCP port that the container was made to have its sshd on; null where no label says so. */
  readonly sshdPort: number | null
  readonly wouldDo: HostAction
  readonly reason: string
  /** As in `plan`. */
  readonly drift: readonly SpecDifference[] | null
}

interface ContainerAnswer {
  readonly id: string
  readonly name: string
  readonly image: string
  /** RFC 3339, by the host's clock. */
  readonly createdAt: string
  /** RFC 3339, by the host's clock; null for a container that never started. */
  readonly startedAt: string | null
}

interface FoundAnswers {
  /** By runtime and name. */
  readonly containers: readonly FoundAnswer[]
  /** What transfers of images have put there for the login user and not taken away, by their folders. */
  readonly parts: readonly PartsAnswer[]
}

/** Parts of an image. */
export interface PartsAnswer extends Pick<FoundParts, 'runtime' | 'folder' | 'image' | 'bytes' | 'verdict' | 'reason'> {
  /** RFC 3339, by the host's clock: when something in them was changed last. */
  readonly changedAt: string
}

/** Parts of an image that are to be removed. */
export interface PrunedPartsAnswer extends PartsAnswer {
  /** Whether they are gone. */
  readonly removed: boolean
  /** Why they were not removed; null where they are gone, or are not removed by this call. */
  readonly error: ErrorJson | null
}

interface PruneMembers {
  /** Whether this call removes what it names: with `--yes`. */
  readonly removes: boolean | null
}

interface PrunedAnswers {
  /** What is to be removed, or was. */
  readonly containers: readonly PrunedAnswer[]
  /** The same of what interrupted transfers of images have left; none of them where a name is given. */
  readonly parts: readonly PrunedPartsAnswer[]
}

/** A container that is to be removed. */
export interface PrunedAnswer extends FoundAnswer {
  /** Whether it is gone. */
  readonly removed: boolean
  /** Why it was not removed; null where it is gone, or is not removed by this call. */
  readonly error: ErrorJson | null
}

/** A container of Berth's. */
export interface FoundAnswer
  extends Pick<
    FoundContainer,
    'runtime' | 'id' | 'name' | 'state' | 'whose' | 'image' | 'devices' | 'gpus' | 'verdict' | 'reason'
  > {
  /** How the engine was reached that has it: two engines of a host may have containers of one name. */
  readonly reachedBy: 'plain' | 'sudo'
  /** Name of its cluster; null where Berth's labels cannot be read, as all that follow to `handedOver`. */
  readonly cluster: string | null
  readonly run: string | null
  readonly owner: Owner | null
  /** Whether the process that made it still lives. */
  readonly ownerStanding: OwnerStanding
  readonly lifetime: Lifetime | null
  /** Whether who made it lets go of it once all is done. */
  readonly handedOver: boolean | null
  /** RFC 3339, by the host's clock. */
  readonly createdAt: string
  /** RFC 3339, by the host's clock; null for a container that never started. */
  readonly startedAt: string | null
  /** Null for one that stays until it is removed. */
  readonly lease: FoundLease | null
}

interface DetachedAnswer {
  readonly commands: readonly SeenCommand[]
}

interface ForgottenMembers {
  /** Ids of the commands of which nothing is kept any more. */
  readonly forgotten: readonly string[]
}

/** What became of a program with many ranks. */
interface MpirunMembers {
  /** The host on which the launcher ran. */
  readonly head: string | null
  readonly launcher: MpiLauncher | null
  /** How the launcher's daemons were started. */
  readonly launch: MpiLaunch | null
  /** The host of each rank, by its number. */
  readonly ranks: readonly string[] | null
  /** How the launcher ended. */
  readonly result: MpirunEnding | null
  /** The rank that failed first, as the launcher tells it; null where it tells of none. */
  readonly failed: FailedRank | null
}

/** How a launcher ended, and what it and the ranks printed. */
export type MpirunEnding = Pick<
  MpiResult,
  'exitCode' | 'signal' | 'endedBy' | 'mayStillRun' | 'stdout' | 'stderr' | 'truncated' | 'duration'
>

interface PutAnswer extends Transferred {
  /** The file or the folder on the host, or in its container. */
  readonly path: string
}

interface SavedAnswer {
  /** The file on this machine. */
  readonly path: string
}
