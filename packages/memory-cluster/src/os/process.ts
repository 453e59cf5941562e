import { deferred } from './deferred.js'
import type { Machine } from './machine.js'
import { Notifier } from './notifier.js'
import { BrokenPipe, nullDevice, type OpenFile } from './open-file.js'
import { harmlessSignals } from './signals.js'

/** How a process ended. */
export type Exit = { readonly code: number } | { readonly signal: string }

/** Thrown out of whatever an ended process was at: its program goes no further. Not an error, and without a stack trace. */
export class ProcessEnded {}

/** What a process begins with; all of it its parent's, unless said. */
export interface ProcessParts {
  readonly argv: readonly string[]
  readonly env: ReadonlyMap<string, string>
  readonly cwd: string
  readonly user: number
  /** Permission bits that what it makes does not get. */
  readonly umask: number
  readonly files: ReadonlyMap<number, OpenFile>
  readonly ignored?: Iterable<string>
}

/** What a process does about a signal. */
export type SignalHandler = 'ignore' | (() => void)

/** One process. Programs are functions that work through its calls, each of which ends when the process does. */
export class Process {
  readonly machine: Machine
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

  constructor(machine: Machine, pid: number, parent: number, parts: ProcessParts) {
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
