import type { ErrorCode, Remedy, Varying } from '../errors/index.js'
import type { ImageIdentity, UnreadableImage } from './image/image-identity.js'
import type { InsideView } from './inside.js'

/**
 * What one probe saw of the named container on one host. `unknown` when the answer cannot be trusted: a host that is
 * unreachable, an answer that is unparsable, or a container in a state in between (paused, restarting, removing, dead).
 * `absent` needs a listing that succeeded and does not have the name.
 */
export type Observation = RunningObservation | StoppedObservation | AbsentObservation | UnknownObservation

/** The state of the container on one host. */
export type ContainerState = Observation['state']

/** The container runs. */
export interface RunningObservation extends EngineView {
  readonly state: 'running'
  readonly container: ObservedContainer
}

/** The container exists and does not run: created, or exited. Its overlay is there. */
export interface StoppedObservation extends EngineView {
  readonly state: 'stopped'
  readonly container: ObservedContainer
}

/** The engine listed its containers and none has the name. */
export interface AbsentObservation extends EngineView {
  readonly state: 'absent'
}

/** Nothing can be said of the container. */
export interface UnknownObservation {
  readonly state: 'unknown'
  /** What was seen in place of a trustworthy answer, for the user. */
  readonly reason: string
  /** What the user can do about the reason. */
  readonly remedy: Remedy
  /** What in reason and remedy is of this host alone, although the same happened to others. Default is nothing. */
  readonly varying?: Varying | undefined
  /** Whether the host itself could not be reached, rather than its engine not trusted. */
  readonly unreachable: boolean
  /** Code of the error by which the host could not be reached. Default is `BERTH_HOST_UNREACHABLE`, of those hosts. */
  readonly code?: ErrorCode
  /**
   * Whether the reason may be gone in some seconds by itself, as with an engine that is starting, so that it is worth
   * while to look again; `removal`: the container is being removed. Default is false.
   */
  readonly passing?: boolean | 'removal'
}

/** What the same probe saw of the engine. */
export interface EngineView {
  readonly engine: EngineFacts
  /**
   * Identity of the image that the requested reference names on this host; null if the host does not have the
   * reference.
   */
  readonly localImage: ImageIdentity | UnreadableImage | null
}

/** What is known of the one engine that a host's containers live in. */
export interface EngineFacts {
  /**
   * The engine's own id: of two engines on one boot of one host, each has another. Null where the runtime has none.
   */
  readonly id: string | null
  /** The boot of the host that was asked, as `/proc/sys/kernel/random/boot_id` names it; null where there is none. */
  readonly boot: string | null
  /**
   * Whether the engine that answered is surely that of the host that was asked. Where it surely is not, as by a
   * `DOCKER_HOST` that leads to another host, the observation is `unknown`.
   */
  readonly own: boolean
  readonly version: string
  /** The engine's image store, in the runtime's words: `overlay2`, `containerd`, `squashfs`. */
  readonly store: string
  /** The folder of the host in which the engine keeps its containers: for Docker, `/var/lib/docker`. */
  readonly root: string
  /** Whether the engine is reached plainly or through sudo. */
  readonly reachedBy: 'plain' | 'sudo'
  readonly rootless: boolean
  /** Whether containers end with the login session, as those of a rootless engine without linger do. */
  readonly endsWithLogin: boolean
}

/** The named container. */
export interface ObservedContainer {
  /** Full id, the only thing by which the container is ever acted on. */
  readonly id: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  /** RFC 3339, by the host's clock. */
  readonly createdAt: string
  /** RFC 3339, by the host's clock; null if the container never started. */
  readonly startedAt: string | null
  /** The image reference that the container was created from, as the engine shows it. */
  readonly imageReference: string
  readonly image: ImageIdentity | UnreadableImage
  /**
   * What `insideCommand()` printed in the container, run there as uid 0. Null for a container that does not run, in
   * which nothing is looked at, and for one without the label `berth.launch`.
   */
  readonly inside: InsideView | null
  /** Whether the container shares the host's network. */
  readonly hostNetwork: boolean
}
