import { BerthError, type Examination, type HostConnection, type Passages, type Transport } from '@berth/core'

/** Several transports as one: each host is reached by the one that the route picks for it. */
export class RoutedTransport implements Transport {
  readonly name: string
  readonly #parts: readonly Transport[]
  readonly #route: (host: string) => Transport

  /** `route` must give one of `parts`, always the same for the same host. */
  constructor(parts: readonly Transport[], route: (host: string) => Transport) {
    this.name = parts.map(({ name }) => name).join('+')
    this.#parts = parts
    this.#route = route
  }

  connect(host: string, options: { readonly signal?: AbortSignal } = {}): Promise<HostConnection> {
    return this.#route(host).connect(host, options)
  }

  /** What the parts know, each of its own hosts. */
  async examine(hosts: readonly string[]): Promise<Examination> {
    const examinations = await Promise.all(
      this.#parts.map((part) => part.examine?.(hosts.filter((host) => this.#route(host) === part))),
    )
    return {
      errors: new Map(examinations.flatMap((examination) => [...(examination?.errors ?? [])])),
      remarks: new Map(examinations.flatMap((examination) => [...(examination?.remarks ?? [])])),
    }
  }

  /** Leads from a host to those that are reached by the same transport. */
  async openPassages(host: string, options: { readonly signal?: AbortSignal } = {}): Promise<Passages> {
    const part = this.#route(host)
    const passages = await part.openPassages?.(host, options)
    if (passages === undefined) throw noWay(host, `it is reached by ${part.name}, which leads from no host to another`)
    return {
      ...passages,
      to: async (other, asked) => {
        const { name } = this.#route(other)
        if (this.#route(other) !== part) throw noWay(other, `it is reached by ${name}, and by no other host`)
        return passages.to(other, asked)
      },
    }
  }

  /** Closes all parts; one that fails to close does not keep the others open. */
  async close(): Promise<void> {
    await Promise.all(this.#parts.map((part) => part.close()))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

function noWay(host: string, message: string): BerthError {
  const remedy = 'Have each host be given the image from here (distribute: direct).'
  return new BerthError({ code: 'BERTH_CAPABILITY_MISSING', host, operation: 'reach other hosts', message, remedy })
}
