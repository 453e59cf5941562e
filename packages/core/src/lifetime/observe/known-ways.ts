import type { Examination, Transport } from '../../contract/index.js'
import { type BerthError, hostsText } from '../../errors/index.js'
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

  /** What is known. Connects to nothing. The first call tells the remarks, as warnings. */
  examine(): Promise<WaysToHosts> {
    this.#ways ??= this.#ask()
    return this.#ways
  }

  /**
   * Tells what is known, before a connection is made. Hosts that no connection can be made to are told where there are
   * others, which will be connected to; where there are none, nothing comes before the errors.
   */
  tell(): Promise<void> {
    this.#told ??= this.examine().then(({ errors }) => {
      if (errors.size === this.#hosts.length) return
      this.#warn([...errors].map(([host, error]) => [host, `cannot be connected to: ${textOf(error)}`]))
    })
    return this.#told
  }

  async #ask(): Promise<WaysToHosts> {
    const { errors, remarks } = (await this.#transport.examine?.(this.#hosts)) ?? nothing
    this.#warn([...remarks].flatMap(([host, texts]) => texts.map((text) => [host, text] as const)))
    return {
      errors: new Map([...errors].map(([host, error]) => [host, asBerthError(error, 'connect', host)])),
      remarks,
    }
  }

  #warn(texts: readonly (readonly [host: string, text: string])[]): void {
    for (const [text, hosts] of byText(texts)) this.#emit({ type: 'warning', message: `${hostsText(hosts)}: ${text}` })
  }
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
