import type { MemoryCluster } from '@berth/memory-cluster'
import type { Cluster } from '../../../src/cluster/index.js'
import type { HostConnection, Transport } from '../../../src/contract/index.js'
import { berthOver } from '../berth-over.js'

/** What becomes of a process: it goes on, it is interrupted at one of its calls, or it is gone from there on. */
export type Fate = { readonly ends: 'never' } | { readonly ends: 'interrupted' | 'killed'; readonly at: number }

/** How a process's call ended. */
export type Outcome = 'done' | 'killed' | { readonly failed: unknown }

/** One process of Berth's over hosts in memory, each call of which waits until it is let go on. */
export class Rival {
  readonly cluster: Cluster
  readonly #abort = new AbortController()
  readonly #fate: Fate
  #calls = 0
  readonly #death: Promise<'killed'>
  #die: () => void = () => undefined

  constructor(
    memory: MemoryCluster,
    pace: (call: string) => Promise<void>,
    fate: Fate,
    container: Readonly<Record<string, unknown>>,
    options: Parameters<typeof berthOver>[2] = {},
  ) {
    this.#fate = fate
    this.#death = new Promise((resolve) => {
      this.#die = () => resolve('killed')
    })
    const transport = paced(memory.anotherTransport(), (call) => this.#call(pace, call))
    this.cluster = berthOver(memory, container, { transport, ...options }).cluster
  }

  /** Runs a call of the cluster's to its end, be it the process's own. */
  async run(work: (cluster: Cluster, signal: AbortSignal) => Promise<unknown>): Promise<Outcome> {
    const running = work(this.cluster, this.#abort.signal).then(
      (): Outcome => 'done',
      (failed: unknown): Outcome => ({ failed }),
    )
    return Promise.race([running, this.#death])
  }

  async #call(pace: (call: string) => Promise<void>, call: string): Promise<void> {
    this.#calls += 1
    const fate = this.#fate
    if (fate.ends !== 'never' && this.#calls >= fate.at) {
      if (fate.ends === 'interrupted') this.#abort.abort(new Error('interrupted'))
      else {
        this.#die()
        await new Promise(() => undefined)
      }
    }
    await pace(call)
  }
}

/** A transport each call of which waits first. */
function paced(transport: Transport, wait: (call: string) => Promise<void>): Transport {
  return {
    ...transport,
    async connect(host, options) {
      await wait(`connect ${host}`)
      const connection = await transport.connect(host, options)
      const exec: HostConnection['exec'] = async (...call) => {
        await wait(`exec ${host}`)
        return connection.exec(...call)
      }
      return { ...connection, exec }
    },
  }
}
