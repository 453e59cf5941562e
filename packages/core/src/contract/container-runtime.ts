import type { ArgsSchema } from './args-schema.js'
import type { RuntimeCapabilities } from './capabilities.js'
import type { Command, ExecOptions, ExecResult } from './command.js'
import type { ContainerSpec } from './container-spec.js'
import type { EngineConnection } from './engine/engine-connection.js'
import type { InventoriedParts, Inventory, InventoryQuery } from './engine/inventory.js'
import type { Privilege } from './engine/privilege.js'
import type { ImageIdentity } from './image/image-identity.js'
import type { ImageOutline, PartsNeeded, PartsPut } from './image/image-outline.js'
import type { RegistryLogin } from './image/registry-login.js'
import type { Observation } from './observation.js'
import type { HostConnection } from './transport.js'

/**
 * A way to run containers on one host at a time.
 *
 * **Words.** The *runtime* is this adapter; the *engine* is the one instance of it that a host's containers live in
 * (the rootful Docker, a user's rootless Podman). The *named container* is the one that the cluster file names. An
 * *observation* is what one probe saw of the named container; an observation decides nothing. *Ours* is a container
 * with Berth's labels for this cluster and user; whether a container is ours, core decides.
 *
 * **Lifecycle.** `observe` comes first, always, and may be the only call. Then, as the plan says: `ensureImage`,
 * `launch` (create, then start), or `restart`, or `remove`; then `exec`, many times and at once. There is no `close`: a
 * runtime holds nothing. Every call but `observe` is given the engine that was observed, as {@link EngineConnection}:
 * whichever connection a call comes by, it asks that very engine and never looks for another.
 *
 * **Obligations.** A runtime has no policy: it never decides to remove, pull or restart anything by itself. It works
 * through the {@link HostConnection} alone, so that it serves any transport. It changes nothing by name, only by the id
 * that was observed, after looking at the labels again in the same command on the host. It reads machine formats on
 * stdout only, and takes nothing it cannot parse for `absent`. It retries nothing that may have run. Its errors are
 * `BerthError`s with host, operation, cause and remedy.
 *
 * **Errors.** Each call names its own code. A call whose time was up rejects with the same code; such an error says
 * what is known of the outcome. Unless a call says otherwise, a connection that is lost is `BERTH_CONNECTION_LOST`, a
 * host out of reach is the transport's own error, and an abort `BERTH_ABORTED`.
 */
export interface ContainerRuntime {
  /** The name in the cluster file: `docker`. */
  readonly name: string
  readonly capabilities: RuntimeCapabilities
  /**
   * Keys of this runtime's own in `runtime.args`; see {@link ArgsSchema}. A fault in the schema itself is a `TypeError`
   * that names the runtime, when a cluster is wired or a file is loaded with the runtime. Default is none: every key
   * but the built-in ones is an error.
   */
  readonly argsSchema?: ArgsSchema
  /** What the engine takes for names and for images. Default is what the schema of cluster files takes. */
  readonly rules?: RuntimeRules
  /**
   * Finds how this host may call its engine and looks at the named container, in one round trip. Never rejects for
   * something that was seen on the host: an engine that cannot be reached, or an answer that cannot be trusted, is
   * `unknown` with its reason and remedy. Rejects only with `BERTH_ABORTED`. An abort leaves nothing behind: observing
   * changes nothing.
   *
   * The name is compared exactly. Warnings on stderr and a noisy profile do not change the answer. created and exited
   * are `stopped`; every other state but running is `unknown`. Later calls are given the engine that was found, as the
   * observation tells of it.
   */
  observe(host: HostConnection, query: ObserveQuery, options?: RuntimeCallOptions): Promise<Observation>
  /**
   * Makes the image present, as {@link ImageSource.pull} says, and resolves with its identity. Rejects with
   * `BERTH_IMAGE_UNAVAILABLE`, also if a pull fails while an older image of the name is there: the older image is never
   * passed off as the new one; with `BERTH_REGISTRY_LIMIT` if the registry refuses for now, because it is asked for too
   * much: core then tries again, after a while. An abort may leave a partial pull in the engine's own cache, nothing
   * else. Credentials are never in argv, log, or left on the host.
   */
  ensureImage(engine: EngineConnection, source: ImageSource, options?: EnsureImageOptions): Promise<ImageIdentity>
  /**
   * Says which parts of an image the host lacks, makes the folder that these are put into, and tells what room there
   * is, in one round trip. A layer counts as there only where the engine would not ask for its bytes. Changes nothing
   * but the folder. Rejects with `BERTH_IMAGE_UNAVAILABLE`.
   *
   * There with the capability `parts`, as {@link loadParts}. Default is that the runtime takes no parts.
   */
  lookForParts?(engine: EngineConnection, outline: ImageOutline, options?: RuntimeCallOptions): Promise<PartsNeeded>
  /**
   * Makes an image of the parts that were put into the folder and those that the engine has, gives the image its name,
   * and resolves with its identity. The folder is gone then, with what was put there; it stays only where
   * nobody saw how the call ended. Rejects with `BERTH_IMAGE_UNAVAILABLE`, also where the engine lacks a layer by
   * now that it had.
   */
  loadParts?(engine: EngineConnection, parts: PartsPut, options?: EnsureImageOptions): Promise<ImageIdentity>
  /**
   * Writes out an image that the host has, as an archive in the form of `docker save`: `take` is called with each
   * piece, and a promise of its holds the engine back. Changes nothing. Rejects with `BERTH_IMAGE_UNAVAILABLE`, or with
   * what `take` throws.
   *
   * There with the capability `parts`. Default is that the runtime writes out none.
   */
  saveImage?(
    engine: EngineConnection,
    reference: string,
    take: (piece: Uint8Array) => unknown,
    options?: RuntimeCallOptions,
  ): Promise<void>
  /**
   * Writes out what a running container holds, for an image of it: `take` is called with each piece, and a promise of
   * its holds the engine back. The container is neither paused nor changed, and nothing is left on the host, however
   * the call ends. Looks at the labels again before, as every call that acts on a container.
   *
   * What is written is an archive in the form of `docker save` with two images: the one that the container was made
   * from, and the one that the engine makes of the container, which is marked by the label `passingLabel`. What is not
   * to be in the image core takes out of it. Or, where images are one file, that file, without the paths that
   * `leftOut` names, with `?` for a letter and `*` for any text.
   *
   * Rejects with `BERTH_SAVE_FAILED`, or with what `take` throws. There with the capability `save`. Default is that the
   * runtime writes out none.
   */
  saveContainer?(
    engine: EngineConnection,
    container: ContainerHandle,
    leftOut: readonly string[],
    take: (piece: Uint8Array) => unknown,
    options?: RuntimeCallOptions,
  ): Promise<void>
  /**
   * Creates the container, which prints its id, then starts it with a sleeping init in place of the image's entrypoint.
   *
   * Atomic on the name: rejects with `BERTH_NAME_TAKEN` if the engine already has the name, and changes nothing then.
   * Any other failure whose outcome is known is `BERTH_LAUNCH_FAILED`: no container is there and none will come, for a
   * container that was created and not started was removed by its id. Where that cannot be promised (a timeout, a lost
   * connection, an engine that went away while it was asked, a removal that failed) the error is
   * `BERTH_LAUNCH_UNKNOWN`: core then looks for the container by the label of that one launch, for some seconds, since
   * an engine may create it yet.
   */
  launch(engine: EngineConnection, spec: ContainerSpec, options?: RuntimeCallOptions): Promise<LaunchedContainer>
  /**
   * Starts a stopped container; its overlay is kept. A container that runs already is left alone. Rejects with
   * `BERTH_RESTART_FAILED`, also if id and labels no longer match.
   */
  restart(engine: EngineConnection, container: ContainerHandle, options?: RuntimeCallOptions): Promise<void>
  /**
   * Removes the container, running or not, with its anonymous volumes. A container that is gone already is a success.
   * Rejects with `BERTH_REMOVE_FAILED`, also if id and labels no longer match: then nothing was removed; and with
   * `BERTH_IN_USE`, and what the guard printed as the reason, if the guard refused: then nothing was removed either.
   */
  remove(engine: EngineConnection, container: ContainerHandle, options?: RemoveOptions): Promise<void>
  /**
   * Runs a command in a running container. Resolves and rejects as {@link HostConnection.exec} does, with the command's
   * own streams and exit code: an answer of the engine itself (its exit codes 125 to 127, a dead container) is
   * `BERTH_EXEC_NOT_STARTED`. Timeout and abort end the command's whole process tree in the container, children that
   * left their session included.
   */
  exec(engine: EngineConnection, id: string, command: Command, options?: ContainerExecOptions): Promise<ExecResult>
  /**
   * Containers that have all these labels, in any state, with this engine. Rejects with `BERTH_PROBE_UNTRUSTED` if the
   * listing fails, be it for a lost connection.
   */
  list(
    engine: EngineConnection,
    labels: Readonly<Record<string, string>>,
    options?: RuntimeCallOptions,
  ): Promise<readonly ContainerHandle[]>
  /**
   * Tells, in one round trip, of every container that has a label of Berth's (`berth.…`), in any state and whoever made
   * it, of every engine of this runtime that the login reaches: plainly and by `sudo -n` there may be two. Of a running
   * container with the label `berth.launch` it tells what is inside, as `observe` does; one that does not answer within
   * some seconds has an `inside` that is unreadable, and holds up nobody. An engine that does not answer, or whose
   * answer cannot be trusted, is a trouble beside what the others told. Changes nothing. Rejects with
   * `BERTH_PROBE_UNTRUSTED` if the host gave no whole answer.
   *
   * There with the capability `inventory`. Default is that the runtime cannot tell, which `berth ls` says.
   */
  inventory?(host: HostConnection, query: InventoryQuery, options?: RuntimeCallOptions): Promise<Inventory>
  /**
   * Takes away parts of an image that `inventory` told of, if they still are as they were told: nothing in them has
   * changed, and nobody has them open, which the same command on the host asks. Resolves as well where they are gone.
   * Rejects with `BERTH_IN_USE` where they changed, else with `BERTH_REMOVE_FAILED`; with `BERTH_ABORTED` for an abort.
   *
   * Default is that `inventory` tells of none.
   */
  removeParts?(host: HostConnection, parts: InventoriedParts, options?: RuntimeCallOptions): Promise<void>
}

/**
 * What a runtime takes of what a cluster file names. Berth asks when a file is checked, and when a cluster is wired, so
 * that a text which no host would take is refused before any is asked. The rules are pure.
 */
export interface RuntimeRules {
  /**
   * Why the engine would not take a text for the name of a container: a sentence about `it`; null where it would. The
   * schema of the file has let the text through: letters, digits, `_`, `.` and `-`, the first a letter or a digit.
   * Default is that every such text is a name.
   */
  readonly name?: (text: string) => string | null
  /**
   * Why no host and no registry can have an image of this reference: a sentence about `it`, as `imageReferenceProblem`
   * gives one; null where one can. The reference has no white space. Default is that every such text is a reference.
   */
  readonly image?: (source: ImageSource) => string | null
  /**
   * What of these members of a spec no engine of this kind would apply, each as a problem of the key of `runtime.args`
   * that asks for it. Default is that there is none.
   */
  readonly args?: (asked: AskedArgs) => readonly ArgsProblem[]
}

/** The members of a spec that {@link RuntimeRules.args} is asked about. */
export type AskedArgs = Pick<
  ContainerSpec,
  'network' | 'ipc' | 'volumes' | 'shmSize' | 'tmpfs' | 'workdir' | 'hostname' | 'pid' | 'gpus' | 'entrypoint' | 'extra'
>

/** Why a runtime does not take what a key of `runtime.args` asks for. */
export interface ArgsProblem {
  /** The key, by its name in the cluster file, and where it is a list the position in it: `['extra', 2]`. */
  readonly path: readonly (string | number)[]
  /** What follows the key in a sentence: `is "dev", which …; set it to …`. */
  readonly message: string
}

/** Options that every call of a runtime takes. */
export interface RuntimeCallOptions {
  readonly signal?: AbortSignal
  /**
   * Milliseconds for the whole call on the host. Default is 60,000; 900,000 for calls that may pull or unpack;
   * 3,000,000 for `saveContainer`.
   */
  readonly timeout?: number
}

/** Options of {@link ContainerRuntime.remove}. */
export interface RemoveOptions extends RuntimeCallOptions {
  /**
   * An argument vector that is run as uid 0 in the container, if the container runs, right before the removal and by
   * the same command on the host. Exit code 0 lets the container be removed; with any other, and where the guard cannot
   * be run although the container runs, it stays. A container that does not run is removed without being asked.
   * Default is none: the container is removed.
   */
  readonly guard?: readonly string[]
}

/** What {@link ContainerRuntime.observe} looks for. */
export interface ObserveQuery {
  /** Exact name of the container. */
  readonly name: string
  /** The image reference whose local identity is wanted. */
  readonly image: string
  /**
   * How the engine may be called. `auto`: plainly, else by `sudo -n`; where these reach different engines, the engine
   * that holds the named container, else the rootful one; where both hold the container, the observation is `unknown`.
   */
  readonly privilege: Privilege
}

/** When an image is pulled; see {@link ImageSource.pull}. */
export type PullPolicy = 'missing' | 'always' | 'never'

/** Where an image comes from. */
export interface ImageSource {
  readonly reference: string
  /**
   * `missing`: the image is pulled where the host does not have it. `always`: the image is pulled in any case, but for
   * a reference with a digest that the host has: such a reference cannot have moved, and a host without a registry goes
   * on working. `never`: an image that is not there, and is not loaded from the archive either, is
   * `BERTH_IMAGE_UNAVAILABLE`.
   */
  readonly pull: PullPolicy
  /**
   * Path of an archive on the host, loaded where the reference is missing, in place of a pull. Null: none. Never beside
   * `always`.
   */
  readonly archive: string | null
  /**
   * The login that a pull of the reference is made with, by a client configuration that is gone when the call is over,
   * however it ends. Never beside an archive or `never`. Default is none: the pull is made as the user's own
   * configuration on the host says.
   */
  readonly login?: RegistryLogin
}

/** Options of {@link ContainerRuntime.ensureImage}. */
export interface EnsureImageOptions extends RuntimeCallOptions {
  /** Called with what the user should know before it is done, as that a tag of the host will name another image. */
  readonly onWarning?: (message: string) => void
  /** Called when the image is not there and work begins, with the engine's own progress lines, and when it is there. */
  readonly onProgress?: (message: string, detail?: ImageProgress) => void
}

/** What is known of the work on an image, beside the words. */
export interface ImageProgress {
  /** Whether the message is a line that the engine printed, one of many. Default is false. */
  readonly engineLine?: boolean
  /** Bytes that were sent from this machine by now, and of how many. Default is that none are sent. */
  readonly sent?: { readonly done: number; readonly total: number }
  /**
   * Bytes that the engine has from a registry by now, and of how many: those of layers whose size the engine has told,
   * which it does as it begins with each. A layer that comes faster than the engine tells of it, within a tenth of a
   * second, may be missing in both. Default is that the engine does not tell.
   */
  readonly received?: { readonly done: number; readonly total: number }
  /** Layers that are there by now, and of how many. Default is that the engine does not tell. */
  readonly layers?: { readonly done: number; readonly total: number }
  /** Bytes that the image takes on the host, now that it is there. Default is that the engine does not tell. */
  readonly bytes?: number
}

/** Options of {@link ContainerRuntime.exec}. */
export interface ContainerExecOptions extends ExecOptions {
  /** User in the container, name or uid. Default is the image's own. */
  readonly user?: string
  /** Working directory in the container. Default is the image's own. */
  readonly workingDirectory?: string
}

/** A container to act on: its observed id, with labels that it must still have. */
export interface ContainerHandle {
  readonly id: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** A container that was just launched. */
export interface LaunchedContainer {
  readonly id: string
  /** RFC 3339, by the host's clock. */
  readonly startedAt: string
}
