import type { Examination, Transport } from '../../contract/index.js'
import { BerthError, hostsText } from '../../errors/index.js'
import { asBerthError } from '../../fanout/index.js'
import type { EventListener } from '../events.js'

/** What is known of the ways to the hosts of a cluster object before any of them is connected to. */
export interface WaysToHosts extends Examination {
  readonly errors: ReadonlyMap<string, BerthError>
}

/**
 * What a transport knows of the ways to the hosts of a cluster object before it connects to any: asked once, and each
 * thing told once, for all hosts that it is about.
 */
export class KnownWays {
  readonly #transport: Pick<Transport, 'examine'>
  readonly #hosts: readonly string[]
  readonly #emit: EventListener
  #ways: Promise<WaysToHosts> | undefined
  #told: Promise<void> | undefined

  constructor(transport: Pick<Transport, 'examine'>, hosts: readonly string[], emit: EventListener) {
    this.#transport = transport
    this.#hosts = hosts
    this.#emit = emit
  }

  /**
   * What is known. Connects to nothing. The first call tells the remarks, as warnings. Rejects with `BERTH_ABORTED`
   * where the signal is aborted first; others that wait are not disturbed by that.
   */
  examine({ signal }: WaysCall = {}): Promise<WaysToHosts> {
    this.#ways ??= this.#ask()
    return unlessAborted(this.#ways, signal)
  }

  /**
   * Tells what is known, before a connection is made. Hosts that no connection can be made to are told where there are
   * others, which will be connected to; where there are none, nothing comes before the errors. Rejects as
   * {@link examine} does.
   */
  tell({ signal }: WaysCall = {}): Promise<void> {
    this.#told ??= this.examine().then(({ errors }) => {
      if (errors.size === this.#hosts.length) return
      this.#warn([...errors].map(([host, error]) => [host, `cannot be connected to: ${textOf(error)}`]))
    })
    return unlessAborted(this.#told, signal)
  }

  async #ask(): Promise<WaysToHosts> {
    const { errors, remarks } = await this.#examination()
    this.#warn([...remarks].flatMap(([host, texts]) => texts.map((text) => [host, text] as const)))
    return {
      errors: new Map([...errors].map(([host, error]) => [host, asBerthError(error, 'connect', host)])),
      remarks,
    }
  }

  /** Nothing where the transport fails to say it: that is no reason to connect to nobody. */
  async #examination(): Promise<Examination> {
    try {
      return (await this.#transport.examine?.(this.#hosts)) ?? nothing
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#emit({ type: 'warning', message: `the ways to the hosts could not be examined before connecting: ${why}` })
      return nothing
    }
  }

  #warn(texts: readonly (readonly [host: string, text: string])[]): void {
    for (const [text, hosts] of byText(texts)) this.#emit({ type: 'warning', message: `${hostsText(hosts)}: ${text}` })
  }
}

interface WaysCall {
  readonly signal?: AbortSignal
}

/** The same, or a rejection with `BERTH_ABORTED` where the signal is aborted first. */
function unlessAborted<Value>(asked: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return asked
  return new Promise((resolve, reject) => {
    const abort = (): void =>
      reject(new BerthError({ code: 'BERTH_ABORTED', operation: 'examine ways to hosts', message: 'aborted' }))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    asked.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

const nothing: Examination = { errors: new Map(), remarks: new Map() }

function byText(texts: readonly (readonly [host: string, text: string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const [host, text] of texts) {
    const hosts = groups.get(text)
    if (hosts === undefined) groups.set(text, [host])
    else hosts.push(host)
  }
  return groups
}

function textOf({ reason, remedy }: BerthError): string {
  return remedy === undefined ? reason : `${reason}. ${remedy}`
}
