import type { ContainerEntry } from '../command/index.js'
import type { Trouble } from '../command/operation/index.js'
import type {
  ArgsSchema,
  ContainerExecOptions,
  ContainerHandle,
  ContainerSpec,
  EngineFacts,
  ImageIdentity,
  ImageOutline,
  ImageSource,
  InventoriedParts,
  Inventory,
  InventoryQuery,
  LaunchedContainer,
  Observation,
  ObserveQuery,
  OutputStream,
  PartsNeeded,
  PartsPut,
  RuntimeCapabilities,
  RuntimeRules,
} from '../contract/index.js'
import type { ErrorCode, Remedy } from '../errors/index.js'
import type { ProgramAnswer } from '../program/ask-for-reports.js'
import type { HostProgram } from '../program/host-program.js'
import type { RuntimeAdvice } from '../program/runtime-operations.js'

/**
 * What a runtime is made of whose calls are programs on hosts: for each call, which program with which words, and what
 * the program's reports come to. All parts are pure. `Engine` is what the other calls must know of the engine
 * that was observed: how the engine is reached, where its containers are.
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
  /** What the engine takes for names and for images. Default is what the schema of cluster files takes. */
  readonly rules?: RuntimeRules
  /** How a user finds out what became of a call. */
  readonly advice: (engine: Engine) => RuntimeAdvice
  /** Gives the part of standard error that is fit for a message. Default is all of standard error, trimmed. */
  readonly said?: (stderr: string) => string
  /** How the host is looked at, before every other call. */
  readonly observe: ObservePart
  /** What the other calls must know of the engine, from what was observed of it. */
  readonly engine: (facts: EngineFacts) => Engine
  /** How an image is made present. */
  readonly ensureImage: ImagePart<Engine>
  /** How an image is made of parts that Berth gives. Default is that none is, as the capability `parts` says. */
  readonly parts?: ImagePartsPart<Engine>
  /** How what a container holds is written out. Default is that it is not, as the capability `save` says. */
  readonly save?: SavePart<Engine>
  /** How a container is made and started; a name that is taken is a refusal with `BERTH_NAME_TAKEN`. */
  readonly launch: CallPart<Engine, ContainerSpec, LaunchedContainer>
  /** How a stopped container is started. The value is null: the container runs. */
  readonly restart: CallPart<Engine, ContainerHandle, null>
  /**
   * How a container is taken away, once its guard lets it. The value is null: the container is gone. A guard that
   * refuses is a refusal with `BERTH_IN_USE`, whose reason is what the guard printed.
   */
  readonly remove: CallPart<Engine, Removal, null>
  /** How commands get into a running container. */
  readonly exec: ExecPart<Engine>
  /** How the containers that have all these labels are found. */
  readonly list: CallPart<Engine, Readonly<Record<string, string>>, readonly ContainerHandle[]>
  /** How all containers of Berth's on a host are told. Default is that they are not. */
  readonly inventory?: InventoryPart
  /** How parts that the inventory told of are taken away. Default is that it tells of none. */
  readonly removeParts?: RemovePartsPart
}

/** A container to take away. */
export interface Removal extends ContainerHandle {
  /** What is asked in the container before; empty for nothing. See `RemoveOptions.guard`. */
  readonly guard: readonly string[]
}

/** Why a call cannot be done, or was not; with a code where the code is not the call's own. */
export interface Refusal extends Trouble {
  readonly code?: ErrorCode
}

/** One call of a runtime: its program, and what the answer comes to. */
export interface CallPart<Engine, Asked, Value> {
  /**
   * The program, or why there is none for what is asked. `unique` is a new UUID, for engines that do not name things
   * themselves.
   */
  readonly program: (asked: Asked, engine: Engine, unique: string) => HostProgram | Refusal
  /** What the program's whole answer comes to. */
  readonly outcome: (answer: ProgramAnswer, asked: Asked, engine: Engine) => Value | Refusal
  /**
   * Why a program failed, by its standard error; `remedy` is for words that mean nothing special. Default is the text
   * that `said` gives, and `remedy`.
   */
  readonly explain?: (stderr: string, remedy: Remedy, engine: Engine, asked: Asked) => Trouble
  /**
   * What had not happened when the time was up, and what to do then; null where there is nothing to add. Default is
   * nothing.
   */
  readonly late?: (asked: Asked) => Trouble | null
  /**
   * Milliseconds that the call may take, where the caller does not say. Default is what the contract says: 900,000 for
   * calls that may pull or unpack (`ensureImage`, `launch`, `restart`), else 60,000.
   */
  readonly timeout?: number
}

/** How the named container is looked at, and the engine found by the way. */
export interface ObservePart {
  /** The program that looks. */
  readonly program: (query: ObserveQuery) => HostProgram
  /** What the program's whole answer comes to. An answer that makes no sense is an `unknown` observation. */
  readonly outcome: (answer: ProgramAnswer, query: ObserveQuery) => Seen
}

/** How all containers of Berth's are told, of every engine of a host. */
export interface InventoryPart {
  /** The program that looks. */
  readonly program: (query: InventoryQuery) => HostProgram
  /** What the program's whole answer comes to. An answer that makes no sense is a refusal. */
  readonly outcome: (answer: ProgramAnswer, query: InventoryQuery) => Inventory | Refusal
}

/** How parts of an image are taken away that an interrupted transfer has left. */
export interface RemovePartsPart {
  /** The program that looks whether they are as they were told, and takes them away. */
  readonly program: (parts: InventoriedParts) => HostProgram
  /** Null where they are gone; changed ones are a refusal with `BERTH_IN_USE`. */
  readonly outcome: (answer: ProgramAnswer, parts: InventoriedParts) => Refusal | null
}

/** What one look at a host saw. */
export interface Seen {
  /** What `observe` resolves with. */
  readonly observation: Observation
  /**
   * Whether parts of the answer did not agree: the container may be changing just now, and one more look tell. Default
   * is false.
   */
  readonly changing?: boolean
}

/** How an image is made of parts that Berth gives. */
export interface ImagePartsPart<Engine> {
  /** How the host is asked which parts it lacks. */
  readonly look: CallPart<Engine, ImageOutline, PartsNeeded>
  /** How an image is made of what was put into the folder. */
  readonly load: ImagePart<Engine, PartsPut>
  /** The host's command line that writes out an image, on its standard output. */
  readonly save: (reference: string, engine: Engine) => readonly string[]
}

/** What is to be written out of a container. */
export interface Saving {
  readonly container: ContainerHandle
  /** What is not to be in an image that is one file; see `ContainerRuntime.saveContainer`. */
  readonly leftOut: readonly string[]
  /** A new UUID, for what is made on the host by the way. */
  readonly unique: string
}

/** How what a container holds is written out. */
export interface SavePart<Engine> {
  /**
   * The host's command line that writes it out, on its standard output: after a line `making`, which comes before the
   * engine is asked to make anything. It takes away what it has made by the way.
   */
  readonly write: (saving: Saving, engine: Engine) => readonly string[]
  /**
   * The host's command line that takes away what is left where the other one was ended from outside. It waits for as
   * many seconds for what an engine may be making yet.
   */
  readonly forget: (unique: string, seconds: number, engine: Engine) => readonly string[]
}

/** How an image is made present. */
export interface ImagePart<Engine, Source = ImageSource> extends CallPart<Engine, Source, ImageIdentity> {
  /** The messages that tell of the beginning of work, by the word of the report that says so. */
  readonly beginnings: (source: Source) => Readonly<Record<string, string>>
  /**
   * The warnings that the lines of a report stand for, by the report's word: what the user should know before it is
   * done. Default is that there are none.
   */
  readonly warnings?: (source: Source) => Readonly<Record<string, (line: string) => string>>
  /**
   * Where the engine's own progress is: in the text of a report that says that work begins (`stdout`), or on standard
   * error.
   */
  readonly progressOn: OutputStream
  /** The messages that tell that the work is done, by the same words. Default is that nothing tells. */
  readonly endings?: (source: Source) => Readonly<Record<string, string>>
  /** What a line of the engine's progress says of a layer; null for nothing. Default is nothing. */
  readonly layer?: (line: string) => LayerProgress | null
  /** Bytes of the image, by the program's whole answer; null where it does not tell. Default is that it does not. */
  readonly size?: (answer: ProgramAnswer) => number | null
}

/** What a line of an engine's progress says of a layer. */
export interface LayerProgress {
  readonly id: string
  /** Whether the layer is there to be used. */
  readonly there: boolean
  /** Whether all bytes of the layer have come, be it there or not. Default is what `there` says. */
  readonly whole?: boolean
  /** Bytes of it that have come by now, and of how many. Default is that the line does not tell. */
  readonly received?: { readonly done: number; readonly total: number }
}

/** How commands get into containers. */
export interface ExecPart<Engine> {
  /** The host's command line for a command that is to run in the container of this id. */
  readonly enter: (entry: ContainerEntry, id: string, engine: Engine) => readonly string[]
  /** Why a command with these options cannot be run; null if the command can. Default is that all commands can. */
  readonly refuse?: (options: ContainerExecOptions) => Trouble | null
  /**
   * Why a command was not seen to start in the container of this id, by the engine's words; `remedy` is for words that
   * mean nothing special. `code` is for words that leave open whether the command ran: `BERTH_CONNECTION_LOST`. Default
   * is the engine's words, and `remedy`: it did not start.
   */
  readonly explain?: (said: string, remedy: Remedy, engine: Engine, id: string) => Refusal
  /**
   * Whether the engine's words prove that nothing was let into the container, although the engine's client ended with a
   * number that leaves it open (above 128), or by a signal. Default is that no words do.
   */
  readonly provesNotStarted?: (said: string, engine: Engine) => boolean
}
