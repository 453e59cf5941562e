import type { PasswordAccount } from '../../../config/index.js'
import type { GivenLogin, ImageIdentity, ImageProgress } from '../../../contract/index.js'
import { BerthError, hostsText } from '../../../errors/index.js'
import { pause, type Turns } from '../../../fanout/index.js'
import { reachEngine } from '../../observe/observed-engine.js'
import { passwordLogin } from '../../password/registry-password.js'
import { stepInTurn, turnsOf } from '../steps/step-in-turn.js'
import type { ImageContext } from './image-context.js'
import type { ImageSources, WantedSource } from './image-sources.js'
import { pauseAsked } from './pause-asked.js'

/**
 * Seconds to wait before a registry that refused for now, and did not say for how long, is asked again: past the minute
 * by which some count.
 */
const pauses = [10, 30, 90] as const

/** Seconds that a registry is left alone at most, where it asks for that. */
const longestPause = 600

/** Makes images present, with care for the registry: so many hosts at once, and patience where it asks for that. */
export class Pulls {
  readonly #context: ImageContext
  readonly #turns: Turns
  /** What engines warned of, each with the host of which it was told at once, and the others. */
  readonly #warnings = new Map<string, { readonly first: string; readonly others: Set<string> }>()
  /** Whether a host waited as long as any does, in vain: then no other need. */
  #inVain = false
  /** The login whose password this machine has, once it was asked for. */
  #login: Promise<GivenLogin> | undefined

  constructor(context: ImageContext) {
    this.#context = context
    this.#turns = turnsOf(context.atOnce.pulls, context)
  }

  /** The image of a host that pulls, when it is the host's turn. Rejects as `Turns.take` and {@link firstOf} do. */
  inTurn(host: string, sources: ImageSources): Promise<ImageIdentity> {
    const { emit, signal } = this.#context
    const step = { host, step: 'image', operation: 'make image present', emit, ...(signal && { signal }) } as const
    return stepInTurn(this.#turns, step, () => this.firstOf(host, sources))
  }

  /** The image of the first source that the host has already; null for none. */
  async whatIsThere(host: string, sources: ImageSources): Promise<ImageIdentity | null> {
    for (const { reference, archive } of sources) {
      const there = await this.#ensure(host, { reference, archive, pull: 'never' }).catch((error: unknown) => {
        unavailable(error)
        return null
      })
      if (there !== null) return there
    }
    return null
  }

  /** The image of the first source that can be had. Rejects with the error of the last. */
  firstOf(host: string, [first, ...others]: ImageSources): Promise<ImageIdentity> {
    let attempt = this.#patiently(host, first)
    for (const source of others)
      attempt = attempt.catch((error: unknown) => unavailable(error) && this.#patiently(host, source))
    return attempt
  }

  /** A pull that is made again does no harm, so a registry that refuses for now is asked again. */
  async #patiently(host: string, source: WantedSource): Promise<ImageIdentity> {
    const { emit, signal } = this.#context
    for (const seconds of pauses) {
      try {
        return await this.#ensure(host, source)
      } catch (error) {
        if (!asksForPatience(error) || this.#inVain || signal?.aborted) throw error
        const asked = pauseAsked(error.reason)
        if (asked !== null && asked > longestPause) throw error
        const wait = asked ?? seconds
        const message = `the registry asks for patience: pulling again in ${Math.ceil(wait)} s`
        emit({ type: 'host', host, step: 'image', status: 'progress', message })
        // Hosts that were refused together do not come back together, and none sooner than it was told.
        await pause(wait * 1000 * ((asked === null ? 0.75 : 1) + Math.random() / 2), signal)
      }
    }
    return this.#ensure(host, source).catch((error: unknown) => {
      if (!asksForPatience(error)) throw error
      this.#inVain = true
      throw triedAgain(error)
    })
  }

  /** Tells on which other hosts engines warned of what was told of the first; once all hosts are done. */
  tellWarnings(): void {
    for (const [message, { others }] of this.#warnings)
      if (others.size > 0) this.#warn(`${hostsText([...others])} too: ${message}`)
    this.#warnings.clear()
  }

  /** Before the engine does what it warns of, so that a user can stop it; many hosts load the same archive. */
  #warned(host: string, message: string): void {
    const known = this.#warnings.get(message)
    if (known !== undefined && known.first !== host) known.others.add(host)
    if (known !== undefined) return
    this.#warnings.set(message, { first: host, others: new Set() })
    this.#warn(`${host}: ${message}`)
  }

  #warn(message: string): void {
    this.#context.emit({ type: 'warning', message })
  }

  /** One account is all that a cluster file has: its password is asked for once, whatever comes of that. */
  #passwordOf(account: PasswordAccount): Promise<GivenLogin> {
    const { thisMachine, signal } = this.#context
    this.#login ??= passwordLogin(account, thisMachine, signal ? { signal } : {})
    return this.#login
  }

  async #ensure(host: string, { login: account, ...wanted }: WantedSource): Promise<ImageIdentity> {
    const { runtime, emit, signal } = this.#context
    const options = signal ? { signal } : {}
    const login = account === undefined || 'passwordFile' in account ? account : await this.#passwordOf(account)
    const source = { ...wanted, ...(login && { login }) }
    const onProgress = (message: string, detail: ImageProgress = {}): void =>
      emit({ type: 'host', host, step: 'image', status: 'progress', message, ...detail })
    const onWarning = (message: string): void => this.#warned(host, message)
    const engine = await reachEngine(this.#context, host, options)
    return runtime.ensureImage(engine, source, { onProgress, onWarning, ...options })
  }
}

/** The error, if it says that the image cannot be had from a source; throws any other error. */
export function unavailable(error: unknown): BerthError {
  if (BerthError.isInstance(error) && error.code === 'BERTH_IMAGE_UNAVAILABLE') return error
  throw error
}

function asksForPatience(error: unknown): error is BerthError {
  return BerthError.isInstance(error) && error.code === 'BERTH_REGISTRY_LIMIT'
}

function triedAgain(cause: BerthError): BerthError {
  const { code, host, operation, reason, advice } = cause
  return new BerthError({
    code,
    operation,
    message: `${reason}\nThe registry was asked ${pauses.length + 1} times, with pauses.`,
    retryable: true,
    cause,
    ...(host !== undefined && { host }),
    ...(advice !== undefined && { remedy: advice }),
  })
}
