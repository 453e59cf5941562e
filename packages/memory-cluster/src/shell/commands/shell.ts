import { SyntaxTrouble } from '../../expressions/syntax-trouble.js'
import { FileTrouble } from '../../os/files/memory-files.js'
import type { Process } from '../../os/process.js'
import { builtins } from '../builtins/index.js'
import { Jump } from '../context/jump.js'
import type { ForkOptions, RunningShell } from '../context/running-shell.js'
import { ShellState } from '../context/shell-state.js'
import { Traps } from '../context/traps.js'
import { parseShell } from '../syntax/parse-shell.js'
import type { List, ListItem, Pipeline, ShellCommand } from '../syntax/syntax.js'
import { runCompound } from './compound.js'
import { outputOf, runPiped } from './pipeline.js'
import { redirected } from './redirect.js'
import { runNamed, runSimple } from './simple-command.js'

/** Commands between two turns that others get. */
const commandsPerTurn = 50

/** Runs shell programs in one process; subshells are shells of their own in processes of their own. */
export class Shell implements RunningShell {
  readonly process: Process
  readonly state: ShellState
  readonly traps: Traps
  /** How many conditions are being asked, one in the other: a failure in them is no reason to end. */
  #conditions = 0
  #commands = 0

  constructor(process: Process, state: ShellState) {
    this.process = process
    this.state = state
    this.traps = new Traps(process, state)
  }

  /** Runs a whole program, its trap on exit included, and gives back the exit code. */
  main(body: List): Promise<number> {
    return this.#toTheEnd(() => this.list(body))
  }

  async #toTheEnd(work: () => Promise<number>): Promise<number> {
    const code = await work().catch((error: unknown) => this.#codeOfJump(error))
    const trap = this.traps.takeExit()
    this.state.status = code
    if (trap === '') return code
    return this.list(parseShell(trap)).then(
      () => code,
      (error: unknown) => this.#codeOfJump(error),
    )
  }

  async #codeOfJump(error: unknown): Promise<number> {
    if (error instanceof Jump) return error.code
    if (error instanceof SyntaxTrouble || error instanceof FileTrouble)
      return this.process.fail(`${this.state.name}: ${error.message}`, 2)
    throw error
  }

  async list({ items }: List): Promise<number> {
    for (const item of items) await this.#item(item)
    return this.state.status
  }

  async #item({ first, rest, background }: ListItem): Promise<void> {
    if (background) return this.#startJob({ first, rest, background: false })
    let code = await this.#pipeline(first, rest.length > 0)
    for (const [index, { operator, pipeline }] of rest.entries()) {
      if ((code === 0) === (operator === '&&')) code = await this.#pipeline(pipeline, index < rest.length - 1)
    }
  }

  #startJob(item: ListItem): void {
    const { first, rest } = item
    const [only] = first.commands
    const alone = rest.length === 0 && !first.negated && first.commands.length === 1
    const process = this.fork(
      (child) => (alone && only !== undefined ? child.only(only) : child.list({ items: [item] })),
      { background: true },
    )
    this.state.lastBackground = String(process.pid)
    this.state.jobs.set(process.pid, process)
    this.state.status = 0
  }

  async #pipeline({ negated, commands }: Pipeline, condition: boolean): Promise<number> {
    const inCondition = condition || negated
    if (inCondition) this.#conditions += 1
    const [only] = commands
    const code = commands.length === 1 && only !== undefined ? await this.command(only) : await runPiped(commands, this)
    if (inCondition) this.#conditions -= 1
    this.state.status = negated ? Number(code === 0) : code
    await this.#runTraps()
    if (code !== 0 && !inCondition && this.#conditions === 0 && this.state.options.has('errexit'))
      throw new Jump('exit', code)
    return this.state.status
  }

  async #runTraps(): Promise<void> {
    for (let action = this.traps.next(); action !== null; action = this.traps.next()) {
      const { status } = this.state
      await this.list(parseShell(action))
      this.state.status = status
    }
  }

  output(body: List): Promise<string> {
    return outputOf(body, this)
  }

  fork(
    body: (child: RunningShell) => Promise<number>,
    { files = this.process.files, background = false }: ForkOptions = {},
  ): Process {
    const state = new ShellState(this.state)
    const env = this.state.environment()
    const ignored = [...this.process.handlers].flatMap(([signal, handler]) => (handler === 'ignore' ? [signal] : []))
    const parts = this.process.inheritance({ files, env, ignored: background ? [...ignored, 'INT', 'QUIT'] : ignored })
    return this.process.machine.start(
      parts,
      (process) => {
        const shell = new Shell(process, state)
        return shell.#toTheEnd(() => body(shell))
      },
      this.process.pid,
    )
  }

  /**
   * A program takes the shell's own process, so that a signal to it is one to the program, and what its files were
   * before is let go.
   */
  only(command: ShellCommand): Promise<number> {
    if (command.kind === 'subshell') return redirected(command.redirections, this, () => this.list(command.body), true)
    return this.command(command, true)
  }

  async command(command: ShellCommand, inPlace = false): Promise<number> {
    this.#commands += 1
    if (this.#commands % commandsPerTurn === 0) await this.process.guard(this.process.machine.turn())
    if (command.kind === 'simple') return runSimple(command, this, inPlace)
    if (command.kind === 'function') {
      this.state.functions.set(command.name, command.body)
      return 0
    }
    return redirected(command.redirections, this, () => runCompound(command, this), inPlace)
  }

  async body(body: List): Promise<number> {
    this.state.status = 0
    return this.list(body)
  }

  async condition(test: List): Promise<number> {
    this.#conditions += 1
    const code = await this.body(test)
    this.#conditions -= 1
    return code
  }

  runPastFunctions(argv: readonly string[]): Promise<number> {
    return runNamed(argv, [], this, false)
  }

  knows(name: string): boolean {
    return this.state.functions.has(name) || Object.hasOwn(builtins, name)
  }
}
