import type { ContainerEntry } from '../command/index.js'
import type { Trouble } from '../command/operation/index.js'
import type {
  ArgsSchema,
  ContainerExecOptions,
  ContainerHandle,
  ContainerSpec,
  ImageIdentity,
  ImageSource,
  LaunchedContainer,
  Observation,
  ObserveQuery,
  OutputStream,
  RuntimeCapabilities,
} from '../contract/index.js'
import type { ErrorCode } from '../errors/index.js'
import type { ProgramAnswer } from '../program/ask-for-reports.js'
import type { HostProgram } from '../program/host-program.js'
import type { RuntimeAdvice } from '../program/runtime-operations.js'

/**
 * What a runtime is made of whose calls are programs on hosts: for each call, which program with which words, and what
 * its reports come to. All of it is pure. `Engine` is what later calls on a connection must know of the engine that was
 * found: how it is reached, where its containers are.
 */
export interface RuntimeParts<Engine> {
  /** The name in cluster files. */
  readonly name: string
  /** The engine's name in messages: `Docker`. */
  readonly title: string
  /** What the runtime can do, from `defineCapabilities`. */
  readonly capabilities: RuntimeCapabilities
  /** Keys of the runtime's own in `runtime.args`, from `defineArgsSchema`. Default is none. */
  readonly argsSchema?: ArgsSchema
  /** How a user finds out what became of a call. */
  readonly advice: RuntimeAdvice
  /** What of standard error is fit for a message. Default is all of it, trimmed. */
  readonly said?: (stderr: string) => string
  /** How the host is looked at, which is what comes first on a connection. */
  readonly observe: ObservePart<Engine>
  /** How an image is made present. */
  readonly ensureImage: ImagePart<Engine>
  /** How a container is made and started; a name that is taken is a refusal with `BERTH_NAME_TAKEN`. */
  readonly launch: CallPart<Engine, ContainerSpec, LaunchedContainer>
  /** How a stopped container is started. The value is null: it runs. */
  readonly restart: CallPart<Engine, ContainerHandle, null>
  /** How a container is taken away. The value is null: it is gone. */
  readonly remove: CallPart<Engine, ContainerHandle, null>
  /** How commands get into a running container. */
  readonly exec: ExecPart<Engine>
  /** How the containers that have all these labels are found. */
  readonly list: CallPart<Engine, Readonly<Record<string, string>>, readonly ContainerHandle[]>
}

/** Why a call cannot be done, or was not; with a code where it is not the call's own. */
export interface Refusal extends Trouble {
  readonly code?: ErrorCode
}

/** One call of a runtime, for what is asked of it. */
export interface CallPart<Engine, Asked, Value> {
  /**
   * The program, or why there is none for this. `unique` is a new UUID, for engines that do not name things themselves.
   */
  readonly program: (asked: Asked, engine: Engine, unique: string) => HostProgram | Refusal
  /** What the program's whole answer comes to. */
  readonly outcome: (answer: ProgramAnswer, asked: Asked, engine: Engine) => Value | Refusal
  /**
   * Why a program failed, by its standard error; `remedy` is for words that mean nothing special. Default is what was
   * said, and that remedy.
   */
  readonly explain?: (stderr: string, remedy: string, engine: Engine, asked: Asked) => Trouble
  /**
   * Milliseconds that the call may take, where the caller does not say. Default is what the contract says: 900,000 for
   * what may pull or start, else 60,000.
   */
  readonly timeout?: number
}

/** How the named container is looked at, and the engine found by the way. */
export interface ObservePart<Engine> {
  /** An empty name or image is not looked for. */
  readonly program: (query: ObserveQuery) => HostProgram
  /** What the program's whole answer comes to. One that makes no sense is `unknown`. */
  readonly outcome: (answer: ProgramAnswer, query: ObserveQuery) => Seen<Engine>
  /**
   * The engine, from the answer to a query of no name and no image, for calls that no observation came before; where a
   * host has several, the one that holds the container of this name or id.
   */
  readonly engine: (answer: ProgramAnswer, nameOrId: string) => Engine | Refusal
}

/** What one look at a host saw. */
export interface Seen<Engine> {
  /** What `observe` resolves with. */
  readonly observation: Observation
  /** Null if none was found. */
  readonly engine: Engine | null
  /**
   * Whether parts of the answer did not agree: the container may be changing just now, and one more look tell. Default
   * is false.
   */
  readonly changing?: boolean
}

/** How an image is made present. */
export interface ImagePart<Engine> extends CallPart<Engine, ImageSource, ImageIdentity> {
  /** What is told when work begins, by the report that says so. */
  readonly beginnings: (source: ImageSource) => Readonly<Record<string, string>>
  /** Where the engine's own progress is: in the text of such a report, or on standard error. */
  readonly progressOn: OutputStream
}

/** How commands get into containers. */
export interface ExecPart<Engine> {
  /** The host's command line for one that is to run in the container of this id. */
  readonly enter: (entry: ContainerEntry, id: string, engine: Engine) => readonly string[]
  /** Why a command with these options cannot be run; null if it can. Default is that all can. */
  readonly refuse?: (options: ContainerExecOptions) => Trouble | null
  /**
   * Why a command did not start, by what the engine said; `remedy` is for words that mean nothing special. Default is
   * what was said, and that remedy.
   */
  readonly explain?: (said: string, remedy: string, engine: Engine) => Trouble
}
