/** One start of a program in memory. */
export interface Invocation {
  /** Its name, without folders. */
  readonly program: string
  /** The whole argument vector, the program first. */
  readonly argv: readonly string[]
  /** The host, by its name in the cluster. */
  readonly host: string
  /** Name of the container that it runs in; null on the host itself. */
  readonly container: string | null
  readonly env: Readonly<Record<string, string>>
  readonly workingDirectory: string
  /** Numeric id. */
  readonly user: number
  /** Reads standard input to its end. */
  readonly stdin: () => Promise<Buffer>
}

/** What a program did: its exit code, what it printed (with exit code 0), or all of it. */
export type InvocationResult = number | string | ProgramRun

/** What a program did. */
export interface ProgramRun {
  readonly stdout?: string | Uint8Array
  readonly stderr?: string | Uint8Array
  /** Default is 0. */
  readonly exitCode?: number
  /** Milliseconds by the cluster's clock before it prints. Default is 0. */
  readonly takes?: number
}

/** A program of a test: called at each start of it. It may wait; no virtual time passes meanwhile. */
export type MemoryProgram = (invocation: Invocation) => InvocationResult | Promise<InvocationResult>

/**
 * Asked at each start of any program, before it is looked up; undefined to run what there is. Programs that are part of
 * Berth itself are not asked about.
 */
export type MemoryResponder = (
  invocation: Invocation,
) => InvocationResult | undefined | Promise<InvocationResult | undefined>
