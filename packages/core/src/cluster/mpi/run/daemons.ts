import { setMaxListeners } from 'node:events'
import { operationError, operationOn } from '../../../command/operation/index.js'
import type { BerthError } from '../../../errors/index.js'
import { pause } from '../../../fanout/pause.js'
import type { Gate } from '../gate/gate.js'
import type { DaemonRequest } from '../gate/gate-output.js'
import { GuardLines } from '../guards/guard-lines.js'
import { mpiOperations } from '../operations.js'
import { Daemon, type DaemonOptions } from './daemon.js'

/** What daemons need to be run. */
export interface DaemonsOptions extends Pick<DaemonOptions, 'words' | 'guards' | 'shellOf'> {
  /** The way to the agents that ask for daemons. */
  readonly gate: () => Gate
  /** The host of a name in the hostfile; undefined for one that takes no part. */
  readonly hostOf: (name: string) => string | undefined
  /** How a host's daemon is run. */
  readonly execOf: (host: string) => DaemonOptions['exec']
}

/** The daemons of one launch, each a command in another container. */
export class Daemons {
  readonly #options: DaemonsOptions
  readonly #stop = new AbortController()
  readonly #running = new Map<Daemon, { readonly host: string; readonly end: Promise<void> }>()
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

  /** Begins what becomes a daemon on a host, by its name in the hostfile, once the launcher wants one there. */
  begin(host: string, name: string): Daemon {
    const { words, guards, shellOf, execOf } = this.#options
    const lines = this.#lines.open()
    const signal = this.#stop.signal
    const daemon = new Daemon({ host, name, words, guards, lines, shellOf, exec: execOf(host), signal })
    const end = this.#untilEnded(daemon, host).finally(() => {
      this.#lines.close(lines)
      this.#running.delete(daemon)
    })
    this.#running.set(daemon, { host, end })
    return daemon
  }

  /** Runs a daemon that the launcher wants. */
  start({ id, host: name, command }: DaemonRequest): void {
    const gate = this.#options.gate()
    const host = this.#options.hostOf(name)
    if (host === undefined) {
      this.#failures.set(name, outsider(name))
      gate.print(id, 'stderr', Buffer.from(`${name} takes no part in this call\n`))
      gate.exit(id, 255)
      return
    }
    const [begun] = [...this.#running].find(([daemon, of]) => of.host === host && !daemon.isAsked) ?? []
    const daemon = begun ?? this.begin(host, name)
    daemon.become(command, {
      print: (stream, chunk) => gate.print(id, stream, chunk),
      exit: (exitCode) => gate.exit(id, exitCode),
    })
  }

  /** Tells the guards that came with them, and those that come, a line. */
  tell(line: string): void {
    this.#lines.tell(line)
  }

  /**
   * Lets those go that the launcher has not wanted, waits for the others to end, as they do once the launcher has, and
   * ends those that go on after so many milliseconds. Waits for none on a host that is `lost`. Never rejects.
   */
  async end(grace: number, lost: ReadonlyMap<string, unknown> = new Map()): Promise<void> {
    this.#ending = true
    for (const daemon of this.#running.keys()) daemon.letGo()
    const waiting = new AbortController()
    const reached = [...this.#running.values()].filter(({ host }) => !lost.has(host))
    const all = Promise.all(reached.map(({ end }) => end)).finally(() => waiting.abort())
    await pause(grace, waiting.signal)
    this.#stop.abort(new Error('the launcher has ended'))
    await all
  }

  async #untilEnded(daemon: Daemon, host: string): Promise<void> {
    const end = await daemon.ended()
    if (end !== null && end.error !== null && (!this.#ending || end.mayBeLeft)) this.#failures.set(host, end.error)
  }
}

function outsider(name: string): BerthError {
  return operationError(operationOn(name, mpiOperations.startDaemon), {
    reason: 'the launcher wants a daemon on a host that takes no part in this call',
    remedy: 'Leave hosts to Berth: give no hostfile, no host list and no such settings of its own to the launcher.',
  })
}
