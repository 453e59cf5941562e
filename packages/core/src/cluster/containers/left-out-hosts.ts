import { BerthError, type CommandScope, hostsText, indentedRemedy } from '../../errors/index.js'
import { repairMissing } from '../../errors/remedies/berth-commands.js'
import { leavesContainers } from '../../lifetime/execute/undo/left-out.js'
import type { LeftOutBefore } from '../cluster-options.js'

/** A host that an `up` went on without. */
interface LeftOutHost {
  readonly error: BerthError
  /** Whether something that the `up` had made is left there, or may be. */
  readonly left: boolean
}

/** The hosts that an `up` of this object, or of an earlier process, went on without: later calls do so too. */
export class LeftOutHosts {
  readonly #all: readonly string[]
  #hosts: ReadonlyMap<string, LeftOutHost>
  /** Hosts where there was something of the set, or may have been: it is there yet where nobody has seen that. */
  readonly #occupied = new Set<string>()
  #told = false

  /** `all`: the hosts that the object works on. Where these are all left out, none is: they were asked for by name. */
  constructor(all: readonly string[], before: ReadonlyMap<string, LeftOutBefore>) {
    this.#all = all
    const hosts = [...before].filter(([host]) => all.includes(host))
    this.#hosts = new Map(hosts.length === all.length ? [] : hosts.map(([host, one]) => [host, leftOut(host, one)]))
  }

  /** Each with why. */
  get errors(): ReadonlyMap<string, BerthError> {
    return new Map([...this.#hosts].map(([host, { error }]) => [host, error]))
  }

  /** The hosts where a `down` has something to look for: all, but those that were left out and have nothing. */
  get worthLooking(): readonly string[] {
    return this.#all.filter((host) => this.#hosts.get(host)?.left !== false)
  }

  /** The others of these hosts. */
  without(hosts: readonly string[]): string[] {
    return hosts.filter((host) => !this.#hosts.has(host))
  }

  /** Takes note of hosts that have a container of the set, or may have one: none of them is taken to be empty later. */
  occupied(hosts: Iterable<string>): void {
    for (const host of hosts) this.#occupied.add(host)
  }

  /** Takes what an `up` came to, which worked on the hosts that are not missing. */
  take(missing: ReadonlyMap<string, BerthError>): void {
    const known = this.#hosts
    const mayHave = (host: string): boolean => known.get(host)?.left === true || this.#occupied.has(host)
    this.#hosts = new Map(
      [...missing].map(([host, error]) => [host, { error, left: leavesContainers(error) || mayHave(host) }]),
    )
    this.#told = true
  }

  /** The set is gone: the next has all hosts. */
  forget(): void {
    this.#hosts = new Map()
    this.#occupied.clear()
  }

  /** What is to be said of them, once; null where nothing is, or was said before. */
  news(scope: CommandScope): string | null {
    if (this.#told || this.#hosts.size === 0) return null
    this.#told = true
    const many = `${this.#hosts.size} of ${this.#all.length} hosts, which an earlier up went on without`
    const again = indentedRemedy(['To take them in again:', repairMissing(scope, {})])
    return `going on without ${many}: ${hostsText(this.#hosts.keys())}\n${again}`
  }
}

function leftOut(host: string, { run, at, code, reason, left }: LeftOutBefore): LeftOutHost {
  const message = `the up of run ${run} went on without it at ${at}: ${reason}`
  return { error: new BerthError({ code, host, operation: 'attach', message }), left }
}
