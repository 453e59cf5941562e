interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** Work that takes many items as well as one: items that are added while the work goes on are its next batch. */
export class Batches<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Result[]>
  #waiting: Waiting<Item, Result>[] = []
  #working = false

  /** `work` gives a result for each item, in their order. It is never called while it goes on. */
  constructor(work: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#work = work
  }

  /** Gives the result of this item. Rejects with the error by which its batch failed. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
      if (!this.#working) void this.#workAll()
    })
  }

  async #workAll(): Promise<void> {
    this.#working = true
    while (this.#waiting.length > 0) await this.#workOnce(this.#waiting.splice(0))
    this.#working = false
  }

  async #workOnce(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#work(batch.map(({ item }) => item))
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
