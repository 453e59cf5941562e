import { endingError, endingOf, notRun, operationOn } from '../../../command/operation/index.js'
import type { ContainerExecOptions, ContainerShell, ExecResult, OutputStream } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { daemonCommand, daemonLine, type GuardWords } from '../guards/guard-command.js'
import type { Guards } from '../guards/guards.js'
import { type Loss, lossOf, lossOfError } from '../guards/loss-of.js'
import type { LineSource } from '../line-source.js'
import { mpiOperations } from '../operations.js'

/** What a command in another container needs that becomes a daemon. */
export interface DaemonOptions {
  readonly host: string
  /** Of the host, in the hostfile. */
  readonly name: string
  /** The guard that comes with it. */
  readonly words: GuardWords
  readonly guards: Pick<Guards, 'begun' | 'heard' | 'gone' | 'lose'>
  /** Standard input, by which the guard is told things. */
  readonly lines: LineSource
  readonly shellOf: (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>
  readonly exec: Pick<ContainerExecOptions, 'user' | 'workingDirectory' | 'publicEnv' | 'timeout'>
  /** Ends it. */
  readonly signal: AbortSignal
}

/** Who asked for a daemon, and is told what it says and how it ends. */
export interface DaemonAgent {
  readonly print: (stream: OutputStream, chunk: Uint8Array) => void
  readonly exit: (exitCode: number) => void
}

/** How a daemon came to its end. */
interface DaemonEnd {
  readonly exitCode: number
  /** Why that was a bad end; null for a good one. */
  readonly error: BerthError | null
  /** Whether something of it may be left. */
  readonly mayBeLeft: boolean
}

/** Bytes of what a daemon prints that are passed on: its words, where it fails. What ranks print comes another way. */
const passedOn = 12_288

/** A command in another container that guards the launch there, and becomes a daemon once one is asked for. */
export class Daemon {
  readonly #options: DaemonOptions
  readonly #asked: Promise<DaemonAgent | null>
  #answer: (agent: DaemonAgent | null) => void = () => undefined
  #isAsked = false
  readonly #ended: Promise<DaemonEnd>

  /** Begins it: a command in a container takes long to begin. */
  constructor(options: DaemonOptions) {
    this.#options = options
    this.#asked = new Promise((answer) => {
      this.#answer = answer
    })
    this.#ended = this.#run()
  }

  /** Whether it was asked to become a daemon. */
  get isAsked(): boolean {
    return this.#isAsked
  }

  /** Has it become a daemon, once: a shell program. The agent is told even if it has failed before. */
  become(program: string, agent: DaemonAgent): void {
    this.#isAsked = true
    this.#options.lines.add(daemonLine(program))
    this.#answer(agent)
  }

  /** Lets one go that was not asked to become a daemon. */
  letGo(): void {
    if (this.#isAsked) return
    this.#options.lines.add('done\n')
    this.#answer(null)
  }

  /** Resolves with how the daemon has ended, once its agent knows it; with null for one that has become none. */
  async ended(): Promise<DaemonEnd | null> {
    const end = await this.#ended
    const agent = await this.#asked
    agent?.exit(end.exitCode)
    return agent === null ? null : end
  }

  async #run(): Promise<DaemonEnd> {
    const { host, name, words, guards, lines, shellOf, exec, signal } = this.#options
    const operation = operationOn(host, mpiOperations.startDaemon)
    guards.begun(host)
    const onOutput = this.#passOn()
    try {
      const shell = await shellOf(host, { signal })
      const how = { ...exec, stdin: lines, onOutput, signal, maxOutput: passedOn }
      const result: ExecResult = await shell.exec(daemonCommand(words, name), how)
      this.#lose(lossOf(result))
      const error = endingError(endingOf(result, { onOutput, signal }), operation)
      return { exitCode: result.exitCode ?? 255, error, mayBeLeft: result.mayStillRun !== undefined }
    } catch (cause) {
      this.#lose(lossOfError(cause))
      const error = notRun(operation, cause)
      if (!BerthError.isInstance(error)) throw error
      return { exitCode: 255, error, mayBeLeft: false }
    } finally {
      lines.end()
      guards.gone(host)
    }
  }

  /** What it prints before it was asked for anything says why it failed. */
  #passOn(): NonNullable<ContainerExecOptions['onOutput']> {
    const { host, guards } = this.#options
    let room = passedOn
    return (stream, chunk) => {
      guards.heard(host)
      if (stream === 'stdout' || room <= 0) return
      const piece = chunk.subarray(0, room)
      room -= piece.length
      void this.#asked.then((agent) => agent?.print(stream, piece))
    }
  }

  #lose(loss: Loss | null): void {
    if (loss !== null) this.#options.guards.lose(this.#options.host, loss)
  }
}
