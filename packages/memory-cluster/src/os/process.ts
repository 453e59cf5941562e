import type { MemoryClock } from '../clock/clock.js'
import type { Exit } from './exit.js'
import type { MemoryFiles } from './files/memory-files.js'
import type { ProcessParts, SignalHandler } from './process-parts.js'
import { harmlessSignals } from './signals.js'
import { BrokenPipe, nullDevice, type OpenFile } from './streams/open-file.js'
import { deferred } from './waiting/deferred.js'
import { Notifier } from './waiting/notifier.js'

/**
 * Thrown out of whatever an ended process was at: its program goes no further. Not an error, and without a stack trace.
 */
export class ProcessEnded {}

/** A program: works through its process's calls and gives back its exit code. */
export type Program = (process: Process) => Promise<number>

/** A program that was found, and the arguments that it then gets. */
export interface FoundProgram {
  readonly program: Program
  readonly argv: (given: readonly string[]) => readonly string[]
}

/**
 * The machine that a process runs on, as its program sees it. Here and not beside its class, as each of the two names
 * the other.
 */
export interface ProcessMachine {
  readonly hostname: string
  readonly clock: MemoryClock
  readonly files: MemoryFiles
  readonly processes: ReadonlyMap<number, Process>
  /** Told from other boots, as process numbers begin anew. */
  readonly bootId: string
  /** Milliseconds since 1970. */
  readonly bootedAt: number

  /** The program in this machine's search path; null if there is none. */
  program(name: string): Program | null

  /** The program behind a name or path; 126 or 127 where there is none. */
  find(name: string, cwd: string): FoundProgram | 126 | 127

  /** Starts a process; `parent` is the number of the one that starts it. Default is 1. */
  start(parts: ProcessParts, body: Program, parent?: number): Process

  /**
   * Lets a process become the program that the arguments name: gives back its exit code, or 126 or 127 as a shell does,
   * which `self` names. Default of it is `sh`.
   */
  become(process: Process, argv: readonly string[], self?: string): Promise<number>

  /** Takes an ended process off the list; its children are process 1's now. */
  forget(process: Process): void

  /** Lets others have their turn; no time passes meanwhile. */
  turn(): Promise<void>
}

/** One process. Programs are functions that work through its calls, each of which ends when the process does. */
export class Process {
  readonly machine: ProcessMachine
  readonly pid: number
  readonly startedAt: number
  /** The process that started it, if that still lives; else 1. */
  parent: number
  argv: readonly string[]
  readonly env: Map<string, string>
  cwd: string
  readonly user: number
  umask: number
  readonly files: Map<number, OpenFile>
  readonly handlers: Map<string, SignalHandler> = new Map()
  readonly exited: Promise<Exit>
  exit: Exit | undefined
  readonly signalled: Notifier = new Notifier()
  readonly #ended: (exit: Exit) => void
  readonly #death: Promise<never>
  readonly #die: (error: unknown) => void

  constructor(machine: ProcessMachine, pid: number, parent: number, parts: ProcessParts) {
    this.machine = machine
    this.pid = pid
    this.parent = parent
    this.startedAt = machine.clock.now()
    this.argv = parts.argv
    this.env = new Map(parts.env)
    this.cwd = parts.cwd
    this.user = parts.user
    this.umask = parts.umask
    this.files = new Map(parts.files)
    for (const signal of parts.ignored ?? []) this.handlers.set(signal, 'ignore')
    const exited = deferred<Exit>()
    const death = deferred<never>()
    this.exited = exited.promise
    this.#ended = exited.resolve
    this.#death = death.promise
    this.#die = death.reject
    this.#death.catch(() => undefined)
  }

  /** Sends it a signal. */
  signal(name: string): void {
    if (this.exit !== undefined) return
    const handler = name === 'KILL' ? undefined : this.handlers.get(name)
    if (handler === 'ignore') return
    if (handler !== undefined) handler()
    else if (!harmlessSignals.has(name)) this.end({ signal: name })
    this.signalled.notify()
  }

  /** Ends it here and now, whatever its program is at. */
  end(exit: Exit): void {
    if (this.exit !== undefined) return
    this.exit = exit
    for (const file of this.files.values()) file.close()
    this.files.clear()
    this.machine.forget(this)
    this.#ended(exit)
    this.#die(new ProcessEnded())
  }

  /** Waits for something, unless the process ends before. */
  guard<Value>(promise: Promise<Value>): Promise<Value> {
    return Promise.race([promise, this.#death])
  }

  /** Milliseconds by the host's clock. */
  async sleep(milliseconds: number): Promise<void> {
    const over = deferred<void>()
    const cancel = this.machine.clock.after(milliseconds, () => over.resolve())
    try {
      await this.guard(over.promise)
    } finally {
      cancel()
    }
  }

  /** Bytes from a descriptor, null at its end. */
  async read(descriptor = 0, limit = 65_536): Promise<Uint8Array | null> {
    const file = this.files.get(descriptor) ?? nullDevice
    for (;;) {
      this.#assertAlive()
      const read = file.tryRead(limit)
      if (read !== undefined) return read
      await this.guard(file.ready())
    }
  }

  /** All bytes from a descriptor. */
  async readAll(descriptor = 0): Promise<Buffer> {
    const chunks: Uint8Array[] = []
    for (let chunk = await this.read(descriptor); chunk !== null; chunk = await this.read(descriptor))
      chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  /** Writes to a descriptor; to one that nobody reads ends the process by SIGPIPE. */
  async write(content: string | Uint8Array, descriptor = 1): Promise<void> {
    const file = this.files.get(descriptor) ?? nullDevice
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    try {
      for (;;) {
        this.#assertAlive()
        if (file.tryWrite(bytes)) return
        await this.guard(file.ready())
      }
    } catch (error) {
      if (!(error instanceof BrokenPipe)) throw error
      this.signal('PIPE')
      this.#assertAlive()
    }
  }

  /** Puts another file in a descriptor's place, and closes the one that was there. */
  reopen(descriptor: number, file: OpenFile): void {
    this.files.get(descriptor)?.close()
    this.files.set(descriptor, file)
  }

  /** Says something on standard error and gives back the exit code. */
  async fail(message: string, code = 1): Promise<number> {
    await this.write(`${message}\n`, 2)
    return code
  }

  /** What a child of this process begins with. */
  inheritance(changes: Partial<ProcessParts> = {}): ProcessParts {
    const ignored = [...this.handlers].flatMap(([signal, handler]) => (handler === 'ignore' ? [signal] : []))
    const { argv, env, cwd, user, umask } = this
    return { argv, env, cwd, user, umask, ignored, ...changes, files: share(changes.files ?? this.files) }
  }

  #assertAlive(): void {
    if (this.exit !== undefined) throw new ProcessEnded()
  }
}

function share(files: ReadonlyMap<number, OpenFile>): Map<number, OpenFile> {
  return new Map([...files].map(([descriptor, file]) => [descriptor, file.share()]))
}
