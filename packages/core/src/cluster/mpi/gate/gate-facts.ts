import type { FoundProgram } from '../launcher/pick-launcher.js'
import { type LinkedNetwork, readRoutes } from '../network/routes.js'
import type { GateWord } from './gate-output.js'

/** What the gate says of the container that launches. */
export interface GateFacts {
  /** The number of the user as whom the launcher will run. */
  readonly user: number
  readonly found: readonly FoundProgram[]
  readonly networks: readonly LinkedNetwork[]
  /** The gate's private folder there. */
  readonly folder: string
}

/** Gathers the facts that a gate says before it is ready. */
export class FactsReader {
  readonly #found: { path: string; said: string[] }[] = []
  readonly #routes: string[] = []
  #user = -1

  /** All facts, with the last of them; null before. */
  take({ name, text }: GateWord & { readonly kind: 'fact' }): GateFacts | null {
    switch (name) {
      case 'user':
        this.#user = Number(text)
        return null
      case 'launcher':
        this.#found.push({ path: text, said: [] })
        return null
      case 'says':
        this.#found.at(-1)?.said.push(text)
        return null
      case 'route':
        this.#routes.push(text)
        return null
      case 'ready': {
        const found = this.#found.map(({ path, said }) => ({ path, said: said.join('\n') }))
        return { user: this.#user, found, networks: readRoutes(this.#routes), folder: text }
      }
      default:
        return null
    }
  }
}
