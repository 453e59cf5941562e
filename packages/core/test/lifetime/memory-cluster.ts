import { BerthError, type ErrorCode } from '../../src/errors/index.js'
import { MemoryEngine } from './memory-engine.js'

/** What hosts can be asked; the words of the record. */
export type MemoryCall =
  | 'connect'
  | 'facts'
  | 'observe'
  | 'image'
  | 'launch'
  | 'start'
  | 'restart'
  | 'remove'
  | 'exec'
  | 'list'

/**
 * What happens to one call instead: it fails and changes nothing, or is done and its answer lost, or is done only `late` milliseconds after its
 * answer was lost; or a function that may wait or throw before the call goes on.
 */
export type Fault = ErrorCode | { readonly lost: ErrorCode } | { readonly late: number } | (() => Promise<void> | void)

/** What a run that provisions a container prints first, and the marker that it leaves. */
export interface ProvisioningClaim {
  readonly prefix: string
  readonly marker: string
}

/** Hosts in memory, with a record of all calls that change something and faults to inject. */
export class MemoryCluster {
  readonly engines: ReadonlyMap<string, MemoryEngine>
  /** `launch a`, `remove a a-1`: in the order in which they were asked for. */
  readonly changes: string[] = []
  /** Called before each call is done: the place to schedule interleavings. */
  pace: (call: string) => Promise<void> = async () => undefined
  /** Where images were to come from: `a lab:1 missing`. */
  readonly sources: string[] = []
  /** All calls that were asked for: `list a`. */
  readonly calls: string[] = []
  /** Runs of the setup script: `setup a`. */
  readonly setUps: string[] = []
  /** What the setup program reports on a host instead of running the script; `failed`: the script runs and fails. */
  readonly reports: Map<string, string> = new Map()
  readonly #faults = new Map<string, Fault[]>()

  constructor(...hosts: readonly string[]) {
    this.engines = new Map(hosts.map((host) => [host, new MemoryEngine(host)]))
  }

  engine(host: string): MemoryEngine {
    const found = this.engines.get(host)
    if (found === undefined) throw new TypeError(`No host ${host}`)
    return found
  }

  /** The next such call on the host meets the fault; each fault once, in order. */
  fail(host: string, call: MemoryCall, ...faults: readonly Fault[]): this {
    const key = `${call} ${host}`
    this.#faults.set(key, [...(this.#faults.get(key) ?? []), ...faults])
    return this
  }

  /** Ids of all containers there are. */
  ids(): string[] {
    return [...this.engines.values()].flatMap(({ containers }) => [...containers.values()].map(({ id }) => id))
  }

  /** Runs the setup script in a container, once. */
  setUp(host: string, id: string, claim: ProvisioningClaim): { report: string; marker: string | null } {
    const report = this.reports.get(host)
    if (report !== undefined && report !== 'failed') return { report, marker: null }
    const before = this.engine(host).byId(id)?.marker ?? null
    if (before !== null) return { report: `done ${before}`, marker: before }
    this.setUps.push(host)
    return { report: 'claimed', marker: report === 'failed' ? null : claim.marker }
  }

  /** Does a call as its fault has it. */
  async answer<Value>(
    host: string,
    call: MemoryCall,
    signal: AbortSignal | undefined,
    work: () => Value,
  ): Promise<Value> {
    this.calls.push(`${call} ${host}`)
    await this.pace(`${call} ${host}`)
    if (signal?.aborted === true) throw fault('BERTH_ABORTED', host, call)
    const met = this.#faults.get(`${call} ${host}`)?.shift()
    if (met === undefined) return work()
    if (typeof met === 'string') throw fault(met, host, call)
    if (typeof met === 'function') {
      await met()
      return work()
    }
    if ('lost' in met) {
      work()
      throw fault(met.lost, host, call)
    }
    setTimeout(work, met.late)
    throw fault('BERTH_LAUNCH_UNKNOWN', host, call)
  }
}

export function fault(code: ErrorCode, host: string, operation: string): BerthError {
  return new BerthError({ code, host, operation, message: 'as injected' })
}
