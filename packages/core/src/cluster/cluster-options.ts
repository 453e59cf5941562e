import type { ClusterConfig, Distribution } from '../config/index.js'
import type { ContainerRuntime, EngineFacts, OutputStream, Transport } from '../contract/index.js'
import type { ErrorCode } from '../errors/index.js'
import type { EventListener } from '../lifetime/events.js'
import type { Run } from '../lifetime/owners/run.js'
import type { PlanOptions } from '../lifetime/plan/plan-input.js'

/** What a cluster object is made of. */
export interface ClusterOptions {
  readonly config: ClusterConfig
  readonly transport: Transport
  /** The runtimes there are, by the name that `runtime.name` in the cluster file picks. */
  readonly runtimes: Readonly<Record<string, ContainerRuntime>>
  /**
   * The run that this object works for. Default is a new run of this process; give an earlier run to adopt the
   * containers that it made.
   */
  readonly run?: Run
  /** Whose containers, beside those of its own run, this object works with. Default is nobody's. */
  readonly adopt?: AdoptOptions
  /**
   * Called before an `up` launches anything, when the hosts have been looked at and nothing was changed yet. Where it
   * throws or rejects, the `up` rejects with this and changes nothing. Default does nothing.
   */
  readonly beforeLaunch?: (launch: LaunchIntent) => void | Promise<void>
  /**
   * Whether this process lets go of the containers that it makes once its `up` has done everything, for later processes
   * of the same user to adopt: it is written on the containers when they are made. Default is false: they are this
   * process's, and what it leaves when it ends counts as left behind.
   */
  readonly handsOver?: boolean
  /**
   * Hosts to work on, by nodesets: `gpu1`, `gpu[001-128]`, `@rack1`, `!gpu017`; the others are left out of everything.
   * Default is all of the cluster file.
   */
  readonly hosts?: readonly string[]
  /**
   * The way to this machine's own engine, for images that hosts are given from there, and to run the command that
   * prints a registry's password; closed with the object. Default is none: such an image, and such a command, is
   * refused.
   */
  readonly thisMachine?: Transport
  /**
   * The environment in which the variable with a registry's password is looked for (`password_env`), when a host is to
   * pull. Default is that of this process.
   */
  readonly variables?: Readonly<Record<string, string | undefined>>
  /** Called with what happens while the cluster is at work. The listener must not throw. */
  readonly onEvent?: EventListener
}

/** Whose containers an object works with; see {@link ClusterOptions.adopt}. */
export interface AdoptOptions {
  /**
   * Ids of runs whose containers are worked with as with the object's own, and taken down with them, whoever made them.
   * Default is none.
   */
  readonly runs?: readonly string[]
  /**
   * Whether containers that processes of this user handed over are worked with as with the object's own, and taken down
   * with them, and those that ended processes of this user left behind are taken down too. A `down` that finds nothing
   * of this user's, but something of another's, is refused then. Default is false.
   */
  readonly handedOver?: boolean
  /**
   * Ids of runs that are this user's although another machine may have made them, as records say. Default is none: the
   * machine tells.
   */
  readonly recorded?: readonly string[]
  /**
   * How the engine of each host was reached when one of these runs launched there, as records say. A host whose engine
   * was the one of sudo is `unknown` where only an empty one of the login user answers now. Default is nothing.
   */
  readonly reachedBy?: ReadonlyMap<string, 'plain' | 'sudo'>
  /**
   * Hosts that an earlier `up` went on without, as records say. So does this object, and says so once: until an `up`
   * with `repair: 'launch_missing'` takes them in again, or finds nothing on any other host; or where it works on no
   * other hosts. Default is none.
   */
  readonly leftOut?: ReadonlyMap<string, LeftOutBefore>
}

/** Why an earlier `up` went on without a host. */
export interface LeftOutBefore {
  /** Id of the run of that `up`. */
  readonly run: string
  /** When it was, in RFC 3339. */
  readonly at: string
  readonly code: ErrorCode
  /** What was seen there. */
  readonly reason: string
  /** Whether something that it had made is left there, or may be. */
  readonly left: boolean
}

/** What an `up` is about to launch. */
export interface LaunchIntent {
  readonly run: Run
  /** The hosts that are launched on, sorted. */
  readonly hosts: readonly string[]
  /** The engine of each of these hosts, as it was just seen. */
  readonly engines: ReadonlyMap<string, EngineFacts>
}

/** Options of `up`. */
export interface UpOptions extends Pick<PlanOptions, 'replace' | 'repair' | 'maxFailures'> {
  /**
   * On how many hosts at once the image is pulled, and the setup script runs. Default is what the cluster file says
   * (`pulls_at_once`, `setup_scripts_at_once`), for each of the two.
   */
  readonly parallel?: number
  /** How hosts come by an image that they are given. Default is what the cluster file says (`distribute`). */
  readonly distribute?: Distribution
  /**
   * Leave the containers of a call that failed in place, to be looked at. Default is false: the containers that this
   * call created are removed again.
   */
  readonly keepFailed?: boolean
  /**
   * Called with each piece of what a host's setup script prints, as it comes: both of its streams in their order, as
   * standard output. A promise holds the host back until it is fulfilled; an error ends the script. Default is nothing:
   * the end of what a script printed is in the error where the script fails, and all of it is in the container, in
   * `/var/lib/berth/setup.log`.
   */
  readonly onOutput?: (host: string, stream: OutputStream, chunk: Uint8Array) => unknown
  readonly signal?: AbortSignal
}

/** Options of `attach`. */
export interface AttachOptions extends Pick<PlanOptions, 'maxFailures'> {
  /**
   * Go on without the hosts that cannot be reached: whether each can be is found out first, by connecting alone, and
   * calls in containers then fail on these hosts for that reason, and go on with the others. An engine that does not
   * answer, and a host that is lost after it was reached, are refused all the same. Default is false: one host that
   * cannot be reached, and nothing is done anywhere.
   */
  readonly skipUnreachable?: boolean
  readonly signal?: AbortSignal
}

/** Options of `pull`. */
export interface PullOptions extends Pick<PlanOptions, 'maxFailures'> {
  /**
   * An image of this machine that the hosts are given in place of what the cluster file says: of an archive as
   * `docker save` writes it, or an OCI layout, as an archive or a folder; or the image of a name in this machine's own
   * engine; or the image that one of the hosts has by the name of the cluster file, which comes here first. On the
   * hosts it gets the name that the cluster file has, whatever it is called here; of several images in an archive it is
   * the one of that name. Layers that a host has are not sent. Errors name the operation `push` where the image is this
   * machine's. Default is none.
   */
  readonly from?: { readonly archive: string } | { readonly image: string } | { readonly host: string }
  /**
   * On how many hosts at once the image is pulled, or given. Default is what the cluster file says (`pulls_at_once`);
   * all, where hosts hand it on to each other.
   */
  readonly parallel?: number
  /** How hosts come by an image that they are given. Default is what the cluster file says (`distribute`). */
  readonly distribute?: Distribution
  readonly signal?: AbortSignal
}

/** Options of `save`. */
export interface SaveOptions extends Pick<PlanOptions, 'maxFailures'> {
  /** The host whose container is saved, by its name in the cluster file. Default is the head host. */
  readonly host?: string
  /**
   * A file of this machine that the image is written to, in place of giving it to hosts: in the form of `docker save`,
   * or for a runtime whose images are one file as that file. A file that is there is replaced, once the new one is
   * whole. Default is none: every host is given the image.
   */
  readonly archive?: string
  /**
   * Give the name to the new image although hosts have another one by it, which stays there without a name. Default is
   * false: that is refused.
   */
  readonly replace?: boolean
  /** How many hosts are given the image at once. Default is what the cluster file says (`pulls_at_once`). */
  readonly parallel?: number
  readonly signal?: AbortSignal
}

/** Options of `down`. */
export interface DownOptions extends Pick<PlanOptions, 'destroy'> {
  readonly signal?: AbortSignal
}
