import { randomUUID } from 'node:crypto'
import type { ContainerExecOptions, ContainerShell } from '../../../contract/index.js'
import type { BerthError } from '../../../errors/index.js'
import { Gate } from '../gate/gate.js'
import type { GuardWords } from '../guards/guard-command.js'
import { Guards } from '../guards/guards.js'
import { StandbyGuards } from '../guards/standby-guards.js'
import { Daemons } from './daemons.js'
import { hostsByName, type MpiJob } from './mpi-job.js'
import { sweep } from './sweep.js'

/** Milliseconds in which daemons end by themselves once the launcher has ended. */
const daemonGrace = 1_000

/** Milliseconds that daemons have beyond the launcher's time: it ends them with the ranks when its own is up. */
const daemonTimeout = 2_000

/** Milliseconds in which guards end what they are told to, where the one that launched is lost. */
const standbyTime = 1_000

/** All by which a launch is held from here, on every host: its gate, its daemons, and the guards beside its ranks. */
export class LaunchHold {
  /** By which all of the launch is found. */
  readonly tag: string = randomUUID()
  readonly guards: Guards
  /** Aborts once all is ended because a host is lost. */
  readonly cut: AbortSignal
  /** Resolves once the host that launches is lost. */
  readonly headLost: Promise<void>
  readonly #job: MpiJob
  readonly #head: string
  readonly #daemons: Daemons
  readonly #standby: StandbyGuards
  readonly #cutting = new AbortController()
  readonly #loseHead: () => void
  #gate: Gate | null = null
  #left: Promise<ReadonlyMap<string, BerthError>> | null = null

  constructor(job: MpiJob) {
    const { placed, launch, shellOf, askHost, lostAfter } = job
    const [head = '', ...others] = placed.map(({ host }) => host)
    const words: GuardWords = { tag: this.tag, lostAfter }
    this.#job = job
    this.#head = head
    this.cut = this.#cutting.signal
    let loseHead = (): void => undefined
    this.headLost = new Promise((resolve) => {
      loseHead = resolve
    })
    this.#loseHead = loseHead
    this.guards = new Guards({
      placed,
      lostAfter,
      askHost,
      tell: (line) => this.#tell(line),
      onDoubt: (host) => {
        if (launch === 'sshd' && host === head) this.#standby.begin()
      },
      onLost: (host) => this.#onLost(host),
    })
    this.#standby = new StandbyGuards({ hosts: others, shellOf, words, exec: this.#who() })
    this.#daemons = new Daemons({
      gate: () => this.gate,
      words,
      guards: this.guards,
      hostOf: hostsByName(job),
      shellOf,
      execOf: (host) => ({
        ...job.place,
        publicEnv: job.hosts.get(host)?.variables ?? {},
        ...(job.timeout !== undefined && { timeout: job.timeout + daemonTimeout }),
      }),
    })
  }

  /** The gate, once it is open. Throws `TypeError` before. */
  get gate(): Gate {
    if (this.#gate === null) throw new TypeError('Nothing is launched before the gate is open')
    return this.#gate
  }

  /**
   * Opens the gate, in the container of the host that launches, while what becomes a daemon begins in the others.
   * Rejects as {@link Gate.open} does.
   */
  async open(shell: ContainerShell): Promise<Gate> {
    const { mpi, launch, lostAfter, hosts, place, placed, signal } = this.#job
    const hostOf = hostsByName(this.#job)
    const { user } = place
    const opening = Gate.open(shell, {
      words: { mpi, launch, tag: this.tag, lostAfter, name: hosts.get(this.#head)?.address ?? this.#head },
      onRequest: (request) => this.#daemons.start(request),
      onGuard: (word, name) => {
        const host = hostOf(name)
        if (host === undefined) return
        if (word === 'begun') this.guards.begun(host)
        else if (word === 'beat') this.guards.heard(host)
        else this.guards.gone(host)
      },
      exec: { ...(user !== undefined && { user }), ...(signal && { signal }) },
    })
    const peers = launch === 'sshd' ? [] : placed.filter(({ host }) => host !== this.#head)
    for (const { host } of peers) this.#daemons.begin(host, hosts.get(host)?.address ?? host)
    const gate = await opening
    this.#gate = gate
    void gate.ended.then((loss) => {
      if (loss !== null) this.guards.lose(this.#head, loss)
    })
    return gate
  }

  /** Ends all of the launch on every host, once. Resolves once that is done; never rejects. */
  async endAll(atOnce: boolean): Promise<void> {
    this.#left ??= Promise.all([this.guards.end(atOnce), this.#standby.allGone(standbyTime)]).then(() => {
      // Guards are quick; what they have left, where one was not begun, is then ended by those who see all of it.
      void this.#daemons.end(0, this.guards.lost)
      return sweep(this.#job, this.tag, this.#who(), this.guards.lost)
    })
    await this.#left
  }

  /** Whether {@link endAll} was called. */
  get isEnding(): boolean {
    return this.#left !== null
  }

  /** The launcher has ended, `well` if all ranks have: waits for the daemons, and ends those that go on. */
  async endDaemons(well: boolean): Promise<void> {
    if (this.#job.launch === 'sshd') {
      await this.guards.allGone(daemonGrace, this.#head)
      return
    }
    // Nothing more comes by the gate, and it takes as long to close as daemons to end.
    if (well) void this.gate.close()
    await this.#daemons.end(daemonGrace, this.guards.lost)
  }

  /** Hosts whose daemon failed, that are lost, or where something may be left, each with why. */
  async failures(): Promise<ReadonlyMap<string, BerthError>> {
    return new Map([...(await this.left()), ...this.#daemons.failures, ...this.guards.lost])
  }

  /** Hosts where something may be left, as it could not be ended there, each with why. */
  async left(): Promise<ReadonlyMap<string, BerthError>> {
    return (await this.#left) ?? new Map()
  }

  /** Lets go of it all: what is left of the launch, where it is not to go on, has been ended. Never rejects. */
  async close(): Promise<void> {
    const { lost } = this.guards
    await this.#daemons.end(daemonGrace, lost)
    this.guards.close()
    const closed = this.#gate?.close()
    await this.#standby.close()
    if (!lost.has(this.#head)) await closed
  }

  #tell(line: string): void {
    this.#gate?.tell(line)
    this.#daemons.tell(line)
    this.#standby.tell(line)
  }

  #onLost(host: string): void {
    if (host === this.#head) {
      // What others say comes by way of this one.
      if (this.#job.launch === 'sshd') for (const one of this.#job.placed) this.guards.gone(one.host)
      this.#loseHead()
    }
    void this.endAll(true).finally(() => this.#cutting.abort(new Error(`${host} is lost`)))
  }

  /** As whom what is left is ended: who logs in through sshd is root. */
  #who(): Pick<ContainerExecOptions, 'user'> {
    const { launch, place } = this.#job
    if (launch === 'sshd') return { user: '0' }
    return place.user === undefined ? {} : { user: place.user }
  }
}
