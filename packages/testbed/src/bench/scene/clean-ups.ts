/** Things to undo, in the order opposite to their making; all are undone even if one fails. */
export class CleanUps {
  readonly #undo: (() => Promise<void>)[] = []

  /** Adds an undo, to be run before those that were added earlier. */
  add(undo: () => Promise<void>): void {
    this.#undo.unshift(undo)
  }

  /** Runs every undo, once. Rejects with the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = []
    for (const undo of this.#undo.splice(0)) await undo().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }
}
