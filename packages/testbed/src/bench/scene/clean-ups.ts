/** What is to be undone: in the order opposite to its making, and all of it even if a part fails. */
export class CleanUps {
  readonly #undo: (() => Promise<void>)[] = []

  /** Adds one, to be done before those that are there. */
  add(undo: () => Promise<void>): void {
    this.#undo.unshift(undo)
  }

  /** Does them all. Rejects with the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = []
    for (const undo of this.#undo.splice(0)) await undo().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }
}
