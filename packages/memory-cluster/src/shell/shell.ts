import { codeOf } from '../os/exit-code.js'
import { FileTrouble } from '../os/file-system.js'
import type { OpenFile } from '../os/open-file.js'
import { Pipe } from '../os/pipe.js'
import type { Process } from '../os/process.js'
import { builtins } from './builtins.js'
import { runCompound } from './compound.js'
import { type Expansion, expandFields, expandText } from './expand.js'
import { Jump } from './jump.js'
import { parseShell } from './parse-shell.js'
import { redirected } from './redirect.js'
import { ShellState } from './state.js'
import {
  type List,
  type ListItem,
  type Pipeline,
  type ShellCommand,
  type SimpleCommand,
  SyntaxTrouble,
} from './syntax.js'

/** Commands between two turns that others get. */
const commandsPerTurn = 50

/** Runs shell programs in one process; subshells are shells of their own in processes of their own. */
export class Shell {
  readonly process: Process
  readonly state: ShellState
  readonly #expansion: Expansion
  #pending: string[] = []
  #conditions = 0
  #commands = 0
  /** Whether a program may take this process. */
  #replaceable = false
  /** Whether the last simple command ran another one to get its words. */
  #substituted = false

  constructor(process: Process, state: ShellState) {
    this.process = process
    this.state = state
    this.#expansion = { process, state, output: (body) => this.#output(body) }
    for (const signal of state.traps.keys()) if (signal !== 'EXIT') process.handlers.set(signal, 'ignore')
  }

  /** Runs a whole program, its trap on exit included, and gives back the exit code. */
  main(body: List): Promise<number> {
    return this.#ending(() => this.list(body))
  }

  async #ending(work: () => Promise<number>): Promise<number> {
    const code = await work().catch((error: unknown) => this.#jumped(error))
    const trap = this.state.traps.get('EXIT') ?? ''
    this.state.traps.delete('EXIT')
    this.state.status = code
    if (trap === '') return code
    return this.list(parseShell(trap)).then(
      () => code,
      (error: unknown) => this.#jumped(error),
    )
  }

  async #jumped(error: unknown): Promise<number> {
    if (error instanceof Jump) return error.code
    if (error instanceof SyntaxTrouble || error instanceof FileTrouble)
      return this.process.fail(`${this.state.name}: ${error.message}`, 2)
    throw error
  }

  /** Sets what a signal does, as `trap` does: null for the default. */
  trap(signal: string, action: string | null): void {
    if (action === null) this.state.traps.delete(signal)
    else this.state.traps.set(signal, action)
    if (signal === 'EXIT') return
    if (action === null) this.process.handlers.delete(signal)
    else this.process.handlers.set(signal, action === '' ? 'ignore' : () => void this.#pending.push(signal))
  }

  /** Whether a trap waits to be run. */
  get interrupted(): boolean {
    return this.#pending.length > 0
  }

  async list({ items }: List): Promise<number> {
    for (const item of items) await this.#item(item)
    return this.state.status
  }

  async #item({ first, rest, background }: ListItem): Promise<void> {
    if (background) {
      const [only] = first.commands
      const alone = rest.length === 0 && !first.negated && first.commands.length === 1
      const process = this.fork(
        ({ shell }) =>
          alone && only !== undefined
            ? shell.inPlace(only)
            : shell.list({ items: [{ first, rest, background: false }] }),
        { background: true },
      )
      this.state.lastBackground = String(process.pid)
      this.state.jobs.set(process.pid, process)
      this.state.status = 0
      return
    }
    let code = await this.#pipeline(first, rest.length > 0)
    for (const [index, { operator, pipeline }] of rest.entries()) {
      if ((code === 0) === (operator === '&&')) code = await this.#pipeline(pipeline, index < rest.length - 1)
    }
  }

  async #pipeline({ negated, commands }: Pipeline, condition: boolean): Promise<number> {
    const inCondition = condition || negated
    if (inCondition) this.#conditions += 1
    const [only] = commands
    const code = commands.length === 1 && only !== undefined ? await this.command(only) : await this.#piped(commands)
    if (inCondition) this.#conditions -= 1
    this.state.status = negated ? Number(code === 0) : code
    await this.#runTraps()
    if (code !== 0 && !inCondition && this.#conditions === 0 && this.state.options.has('errexit'))
      throw new Jump('exit', code)
    return this.state.status
  }

  async #piped(commands: readonly ShellCommand[]): Promise<number> {
    const processes: Process[] = []
    let input: OpenFile | null = null
    for (const [index, command] of commands.entries()) {
      const files = new Map(this.process.files)
      if (input !== null) files.set(0, input)
      const pipe = new Pipe()
      const next: OpenFile | null = index < commands.length - 1 ? pipe.reader() : null
      const writer = next === null ? null : pipe.writer()
      if (writer !== null) files.set(1, writer)
      processes.push(this.fork(({ shell }) => shell.inPlace(command), { files }))
      writer?.close()
      input?.close()
      input = next
    }
    const codes: number[] = []
    for (const process of processes) codes.push(codeOf(await this.process.guard(process.exited)))
    const failed = this.state.options.has('pipefail') ? codes.filter((code) => code !== 0).at(-1) : undefined
    return failed ?? codes.at(-1) ?? 0
  }

  async #output(body: List): Promise<string> {
    const pipe = new Pipe()
    const [reader, writer] = [pipe.reader(), pipe.writer()]
    const process = this.fork(({ shell }) => shell.list(body), { files: new Map(this.process.files).set(1, writer) })
    writer.close()
    const descriptor = 1000 + process.pid
    this.process.files.set(descriptor, reader)
    const output = await this.process.readAll(descriptor)
    this.process.files.delete(descriptor)
    reader.close()
    this.#substituted = true
    this.state.status = codeOf(await this.process.guard(process.exited))
    return output.toString('utf8').replaceAll('\0', '')
  }

  /** Starts a subshell in a process of its own. */
  fork(
    body: (child: { shell: Shell; process: Process }) => Promise<number>,
    {
      files = this.process.files,
      background = false,
    }: { files?: ReadonlyMap<number, OpenFile>; background?: boolean } = {},
  ): Process {
    const state = new ShellState(this.state)
    const env = this.state.environment()
    const ignored = [...this.process.handlers].flatMap(([signal, handler]) => (handler === 'ignore' ? [signal] : []))
    const parts = this.process.inheritance({ files, env, ignored: background ? [...ignored, 'INT', 'QUIT'] : ignored })
    return this.process.machine.start(
      parts,
      (process) => {
        const shell = new Shell(process, state)
        return shell.#ending(() => body({ shell, process }))
      },
      this.process.pid,
    )
  }

  /**
   * Runs the one command that this shell is for: a program takes the shell's own process, so that a signal to it is one to the program, and
   * what its files were before is let go.
   */
  inPlace(command: ShellCommand): Promise<number> {
    if (command.kind === 'subshell')
      return redirected(command.redirections, this.#expansion, () => this.list(command.body), true)
    this.#replaceable = command.kind === 'simple'
    return this.command(command, true)
  }

  async command(command: ShellCommand, last = false): Promise<number> {
    this.#commands += 1
    if (this.#commands % commandsPerTurn === 0) await this.process.guard(this.process.machine.turn())
    if (command.kind === 'simple') return this.#simple(command, last)
    if (command.kind === 'function') {
      this.state.functions.set(command.name, command.body)
      return 0
    }
    const { redirections } = command
    return redirected(redirections, this.#expansion, () => runCompound(command, this, this.#expansion), last)
  }

  /** Runs the body of a compound command, which begins as if all went well. */
  async body(body: List): Promise<number> {
    this.state.status = 0
    return this.list(body)
  }

  /** Runs what a compound command asks: its failure ends nothing. */
  async condition(test: List): Promise<number> {
    this.#conditions += 1
    const code = await this.body(test)
    this.#conditions -= 1
    return code
  }

  async #simple({ assignments, words, redirections }: SimpleCommand, last: boolean): Promise<number> {
    this.#substituted = false
    const argv = await expandFields(words, this.#expansion)
    const values: (readonly [string, string])[] = []
    for (const { name, append, value } of assignments) {
      const before = append ? (this.state.variables.get(name) ?? '') : ''
      const text = before + (await expandText(value, this.#expansion))
      values.push([name, text])
      if (argv.length === 0) this.state.variables.set(name, text)
    }
    const [name] = argv
    const ofAssignment = this.#substituted ? this.state.status : 0
    if (name === undefined) return redirected(redirections, this.#expansion, async () => ofAssignment)
    return redirected(redirections, this.#expansion, () => this.run(argv, values), last || name === 'exec')
  }

  /** Runs a function, a builtin, or a program in a process of its own. */
  async run(
    argv: readonly string[],
    values: readonly (readonly [string, string])[] = [],
    functions = true,
  ): Promise<number> {
    const [name = ''] = argv
    const body = functions ? this.state.functions.get(name) : undefined
    const builtin = builtins[name]
    if (body === undefined && builtin === undefined) return this.#program(argv, values)
    this.#replaceable = false
    const restore = this.#assign(values)
    try {
      return body === undefined ? ((await builtin?.(this, argv)) ?? 127) : await this.#function(body, argv.slice(1))
    } finally {
      if (name !== 'exec') restore()
    }
  }

  #assign(values: readonly (readonly [string, string])[]): () => void {
    const before = values.map(
      ([name]) => [name, this.state.variables.get(name), this.state.exported.has(name)] as const,
    )
    for (const [name, value] of values) {
      this.state.variables.set(name, value)
      this.state.exported.add(name)
    }
    return () => {
      for (const [name, value, exported] of before) {
        if (value === undefined) this.state.variables.delete(name)
        else this.state.variables.set(name, value)
        if (!exported) this.state.exported.delete(name)
      }
    }
  }

  async #function(body: ShellCommand, positional: readonly string[]): Promise<number> {
    this.#replaceable = false
    const before = this.state.positional
    this.state.positional = positional
    try {
      return await this.command(body)
    } catch (error) {
      if (error instanceof Jump && error.kind === 'return') return error.code
      throw error
    } finally {
      this.state.positional = before
    }
  }

  async #program(argv: readonly string[], values: readonly (readonly [string, string])[]): Promise<number> {
    const { machine } = this.process
    const env = new Map([...this.state.environment(), ...values])
    const { name } = this.state
    if (this.#replaceable) {
      for (const [signal, handler] of this.process.handlers)
        if (handler !== 'ignore') this.process.handlers.delete(signal)
      this.process.env.clear()
      for (const [variable, value] of env) this.process.env.set(variable, value)
      return machine.become(this.process, argv, name)
    }
    const process = machine.start(
      this.process.inheritance({ env, argv }),
      (child) => machine.become(child, argv, name),
      this.process.pid,
    )
    return codeOf(await this.process.guard(process.exited))
  }

  async #runTraps(): Promise<void> {
    for (let signal = this.#pending.shift(); signal !== undefined; signal = this.#pending.shift()) {
      const { status } = this.state
      await this.list(parseShell(this.state.traps.get(signal) ?? ''))
      this.state.status = status
    }
  }
}
