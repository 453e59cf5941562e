import type { ImageProgress } from '../contract/index.js'
import type { LayerProgress } from './runtime-parts.js'

/** The layers of one pull, and how far each is. */
export class PulledLayers {
  readonly #there = new Map<string, boolean>()
  readonly #received = new Map<string, { readonly done: number; readonly total: number }>()

  /** Takes what a line says of a layer. */
  take({ id, there, whole = there, received }: LayerProgress): void {
    this.#there.set(id, there)
    const known = received ?? this.#received.get(id)
    if (known !== undefined) this.#received.set(id, whole ? { ...known, done: known.total } : known)
  }

  /** How far the pull is, as far as lines told. */
  progress(): Pick<ImageProgress, 'layers' | 'received'> {
    if (this.#there.size === 0) return {}
    const layers = { done: [...this.#there.values()].filter(Boolean).length, total: this.#there.size }
    if (this.#received.size === 0) return { layers }
    const sum = (of: 'done' | 'total'): number => [...this.#received.values()].reduce((all, each) => all + each[of], 0)
    return { layers, received: { done: sum('done'), total: sum('total') } }
  }
}
