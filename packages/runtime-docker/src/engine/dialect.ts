import type { EngineFacts, RuntimeRules } from '@berth/core/adapter'
import type { EngineInfo } from './engine-info.js'

/**
 * Why an engine was not reached, or that the reason cannot be told. `podman` is Podman behind the name of another
 * engine.
 */
export type EngineTroubleKind =
  | 'not-installed'
  | 'permission-denied'
  | 'not-running'
  | 'sudo-password'
  | 'sudo-refused'
  | 'sudo-broken'
  | 'no-sudo'
  | 'podman'
  | 'unclear'

/** What one engine says where another says the same in other words. */
export interface EngineWords {
  /** There is no such container. */
  readonly noContainer: RegExp
  /** There is no such image: an extended regular expression too, for the host's `grep`. */
  readonly noImage: RegExp
  /** The reference of an image is not valid. This pattern counts before {@link noImage}; for `grep` too. */
  readonly invalidReference: RegExp
  /** Another container has the name. */
  readonly nameTaken: RegExp
  /** A command was refused, as its container does not run; null where the client's number says so already. */
  readonly notRunning: RegExp | null
  /** `--init` cannot be had: its program is missing, or it could not be process 1; for `grep` too. */
  readonly noInit: RegExp
  /** The engine knows no driver for `--gpus`, where it has that flag; for `grep` too. */
  readonly noGpuDriver: RegExp | null
  /** What keeps the command from its engine; the first match counts. */
  readonly troubles: readonly (readonly [EngineTroubleKind, RegExp])[]
}

/**
 * How one of the Docker-compatible command lines differs from the others. Whatever has no member here is the same in
 * all of them.
 */
export interface Dialect {
  /** The command, and the runtime's name in cluster files. */
  readonly program: 'docker' | 'podman'
  /** The engine's name in messages. */
  readonly title: string
  /** What the engine takes for names and for images. */
  readonly rules: RuntimeRules
  /** The field of `inspect` templates that holds an id. */
  readonly idField: '.Id' | '.ID'
  /** What tells an engine from others on its host: as a template for `info`, and from what was observed. */
  readonly identity: { readonly template: string; of(facts: EngineFacts): string | null }
  /**
   * What else says which engine answers: a template for the current context's name and endpoint, and what it gives
   * where nothing leads the client elsewhere; the field of `info` with a folder, the inode of which stands for an id,
   * where engines have none. Empty: not asked for.
   */
  readonly whereabouts: { readonly endpoint: string; readonly usual: string; readonly folder: string }
  /** The flags that `rm` needs to end and remove a container at once, with its anonymous volumes. */
  readonly removeFlags: readonly string[]
  /**
   * What `info` has when an engine answered, and when it is a rootless one: extended regular expressions for the host's
   * `grep`.
   */
  readonly infoSays: { readonly answered: string; readonly rootless: string }
  /** How the client's configuration calls a registry: Docker Hub has a name of its own there. */
  readonly loginKey: (server: string) => string
  /**
   * How the engine's own interface, which tells of the bytes of a pull, calls an image: the query of `/images/create`;
   * empty where the engine has none, or the reference cannot be read.
   */
  readonly imageQuery: (reference: string) => string
  /** Whether the engine makes a missing source of `--volume`, as an empty folder, at each start of a container. */
  readonly makesSources: boolean
  /** Options of a bind mount that `--mount` takes beside those that it takes everywhere, each as its field. */
  readonly mountFields: Readonly<Record<string, string>>
  /** Whether `create` has `--gpus`; else GPUs are devices of CDI. */
  readonly gpuFlag: boolean
  /**
   * Template by which `info` tells whether containers outlive the engine and are taken up again when it is started;
   * null where no engine stands between.
   */
  readonly liveRestore: string | null
  /**
   * How it takes the parts of an image, without the layers that it has: as an archive, of which it knows the bottom
   * layers upon each other; or as a folder that is a layout of OCI, of which it knows each layer.
   */
  readonly takesParts: 'archive' | 'layout'
  /** The flags of `save` for two images in one archive. */
  readonly savesTwo: string
  /** How an engine that does not run is started. */
  readonly startRemedy: string
  /** The unit of systemd that is started then. */
  readonly service: string
  /** How the login user is given access to the engine. */
  readonly accessRemedy: string
  readonly words: EngineWords
  /** Reads `info --format '{{json .}}'`; null if it does not come from an engine that answered. */
  parseInfo(text: string): EngineInfo | null
}
