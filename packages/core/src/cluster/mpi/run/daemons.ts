import { setMaxListeners } from 'node:events'
import { endingError, endingOf, notRun, operationError, operationOn } from '../../../command/operation/index.js'
import type { ContainerExecOptions, ContainerShell } from '../../../contract/index.js'
import { BerthError } from '../../../errors/index.js'
import { pause } from '../../../fanout/pause.js'
import type { Gate } from '../gate/gate.js'
import type { DaemonRequest } from '../gate/gate-output.js'
import { daemonCommand, type GuardWords } from '../guards/guard-command.js'
import { GuardLines } from '../guards/guard-lines.js'
import type { Guards } from '../guards/guards.js'
import { type Loss, lossOf, lossOfError } from '../guards/loss-of.js'
import { mpiOperations } from '../operations.js'

/** What daemons need to be run. */
export interface DaemonsOptions {
  /** The way to the agents that ask for daemons. */
  readonly gate: () => Gate
  /** The guards that come with daemons, one with each. */
  readonly words: GuardWords
  readonly guards: Pick<Guards, 'begun' | 'heard' | 'gone' | 'lose'>
  /** The host of a name in the hostfile; undefined for one that takes no part. */
  readonly hostOf: (address: string) => string | undefined
  readonly shellOf: (host: string, call: { readonly signal?: AbortSignal }) => Promise<ContainerShell>
  /** How a host's daemon is run. */
  readonly execOf: (host: string) => Pick<ContainerExecOptions, 'user' | 'workingDirectory' | 'publicEnv' | 'timeout'>
}

/** Bytes of what a daemon prints that are passed on: its words, where it fails. What ranks print comes another way. */
const passedOn = 12_288

/** The daemons of one launch, each a command in another container. */
export class Daemons {
  readonly #options: DaemonsOptions
  readonly #stop = new AbortController()
  readonly #running = new Map<Promise<void>, string | undefined>()
  readonly #failures = new Map<string, BerthError>()
  readonly #lines = new GuardLines()
  #ending = false

  constructor(options: DaemonsOptions) {
    this.#options = options
    // Each daemon listens.
    setMaxListeners(0, this.#stop.signal)
  }

  /**
   * The hosts whose daemon failed before the launch came to its end, and those where something of a daemon may be left,
   * each with why. By the name in the hostfile for one that takes no part.
   */
  get failures(): ReadonlyMap<string, BerthError> {
    return this.#failures
  }

  /** Runs a daemon that the launcher wants. */
  start(request: DaemonRequest): void {
    const running = this.#run(request).finally(() => this.#running.delete(running))
    this.#running.set(running, this.#options.hostOf(request.host))
  }

  /** Tells the guards that came with them, and those that come, a line. */
  tell(line: string): void {
    this.#lines.tell(line)
  }

  /**
   * Waits for the daemons to end, as they do once the launcher has, and ends those that go on after so many
   * milliseconds. Waits for none on a host that is `lost`. Never rejects.
   */
  async end(grace: number, lost: ReadonlyMap<string, unknown> = new Map()): Promise<void> {
    this.#ending = true
    const waiting = new AbortController()
    const reached = [...this.#running].filter(([, host]) => host === undefined || !lost.has(host))
    const all = Promise.all(reached.map(([running]) => running)).finally(() => waiting.abort())
    await pause(grace, waiting.signal)
    this.#stop.abort(new Error('the launcher has ended'))
    await all
  }

  async #run({ id, host: address, command }: DaemonRequest): Promise<void> {
    const gate = this.#options.gate()
    const host = this.#options.hostOf(address)
    if (host === undefined) {
      this.#failures.set(address, outsider(address))
      gate.print(id, 'stderr', Buffer.from(`${address} takes no part in this call\n`))
      gate.exit(id, 255)
      return
    }
    const { words, guards, shellOf, execOf } = this.#options
    const operation = operationOn(host, mpiOperations.startDaemon)
    const signal = this.#stop.signal
    const stdin = this.#lines.open()
    guards.begun(host)
    let room = passedOn
    const onOutput: ContainerExecOptions['onOutput'] = (stream, chunk) => {
      guards.heard(host)
      if (stream === 'stdout') return
      if (room > 0) gate.print(id, stream, chunk.subarray(0, room))
      room -= chunk.length
    }
    try {
      const shell = await shellOf(host, { signal })
      const how = { ...execOf(host), stdin, onOutput, signal, maxOutput: passedOn }
      const result = await shell.exec(daemonCommand(words, address, command), how)
      gate.exit(id, result.exitCode ?? 255)
      this.#lose(host, lossOf(result))
      const error = endingError(endingOf(result, { onOutput, signal }), operation)
      if (error !== null && (!this.#ending || result.mayStillRun !== undefined)) this.#failures.set(host, error)
    } catch (error) {
      gate.exit(id, 255)
      this.#lose(host, lossOfError(error))
      const told = notRun(operation, error)
      if (!BerthError.isInstance(told)) throw told
      if (!this.#ending) this.#failures.set(host, told)
    } finally {
      this.#lines.close(stdin)
      guards.gone(host)
    }
  }

  #lose(host: string, loss: Loss | null): void {
    if (loss !== null) this.#options.guards.lose(host, loss)
  }
}

function outsider(address: string): BerthError {
  return operationError(operationOn(address, mpiOperations.startDaemon), {
    reason: 'the launcher wants a daemon on a host that takes no part in this call',
    remedy: 'Leave hosts to Berth: give no hostfile, no host list and no such settings of its own to the launcher.',
  })
}
